/** Node kinds a rule can match at, as far as it names them; undefined: any. */
export function rootKinds(rule: unknown): ReadonlySet<string> | undefined {
  if (typeof rule !== 'object' || rule === null) return undefined;
  if ('kind' in rule && typeof rule.kind === 'string') return new Set([rule.kind]);
  if ('all' in rule && Array.isArray(rule.all)) {
    for (const part of rule.all) {
      const kinds = rootKinds(part);
      if (kinds) return kinds;
    }
  }
  if (!('any' in rule) || !Array.isArray(rule.any)) return undefined;
  const branches = rule.any.map(rootKinds);
  if (branches.some((kinds) => kinds === undefined)) return undefined;
  return new Set(branches.flatMap((kinds) => [...(kinds ?? [])]));
}
