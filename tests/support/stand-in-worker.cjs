/** A worker process that only polls: what the services look after, without the product's own activities. */
const { DefaultLogger, NativeConnection, Runtime, Worker } = require('@temporalio/worker');

async function main({ address, namespace, defaults }) {
  if (defaults.repo === 'ends-at-once') throw new Error('the routing file has no rungs');
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const connection = await NativeConnection.connect({ address });
  const activities = { ping: async () => 'pong' };
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: 'scrum-loop',
    activities,
    shutdownGraceTime: '1s',
  });
  process.once('SIGTERM', () => worker.shutdown());
  await worker.run();
  await connection.close();
}

main(JSON.parse(process.argv[2])).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
