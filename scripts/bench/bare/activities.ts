/** Nothing but the round trip. */
export const bareActivities = {
  async step(n: number): Promise<number> {
    return n + 1;
  },
};

export type BareActivities = typeof bareActivities;
