import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { packageRoot } from '../config/package-root';

/** Bundles the compiled workflows into the file named by the first argument, so that a worker starts in about a second. */
async function main(output: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(packageRoot(), 'dist', 'workflows', 'index.js'),
    logger: new DefaultLogger('WARN'),
  });
  const aside = `${output}.tmp-${process.pid}`;
  writeFileSync(aside, code);
  renameSync(aside, output);
}

void main(process.argv[2] ?? join(packageRoot(), 'dist', 'workflow-bundle.js'));
