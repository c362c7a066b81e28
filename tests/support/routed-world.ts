import { providerPool } from '../../models/provider-pool';
import type { ModelCall, PagedTarget } from '../../activities/contract';
import { parseRouting } from '../../config/routing-config';
import type { GateClock } from '../../models/gate/gate-clock';
import { ActivityWorld, ROUTING } from './activity-world';

/** Real activities that call a real HTTP endpoint through the worker's own pool of gated providers. */
export class RoutedWorld {
  readonly log: string[] = [];

  private constructor(
    readonly world: ActivityWorld,
    private readonly snapshotId: string,
    private readonly targets: PagedTarget[],
  ) {}

  static async over(
    url: string,
    files: Record<string, string>,
    options: { apiKey?: string; clock?: GateClock; provider?: string } = {},
  ): Promise<RoutedWorld> {
    const world = await ActivityWorld.over(files);
    const { snapshotId, byPath } = await world.targets();
    const routed = new RoutedWorld(world, snapshotId, [...byPath.values()]);
    const own = `base_url = "${url}"\n${options.apiKey === undefined ? '' : 'api_key_env = "THE_KEY"\n'}${options.provider ?? ''}`;
    world.deps.routing.routing = parseRouting(
      'routing.toml',
      ROUTING.replace('base_url = "http://127.0.0.1:9"', own),
    );
    world.deps.env = (name) => (name === 'THE_KEY' ? options.apiKey : undefined);
    world.deps.providerNamed = providerPool(
      world.deps.routing.routing,
      (name) => world.deps.env(name),
      (line) => routed.log.push(line),
      options.clock,
    );
    return routed;
  }

  /** A call for each file. */
  async calls(change: Partial<ModelCall> = {}): Promise<ModelCall[]> {
    return Promise.all(this.targets.map((target) => this.world.call(this.snapshotId, target, change)));
  }
}
