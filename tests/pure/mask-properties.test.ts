import * as fc from 'fast-check';
import { groundReport } from '../../review/evidence';
import { emptyReport } from '../../review/forensic-report';
import { cutIntoShards } from '../../source/shard';
import { maskBeside, maskText } from '../../source/secrets/mask-text';
import { maskPieces, maskQuote } from '../../source/secrets/mask-quote';
import { aPlantedSecret, HARMLESS, plantedSecrets, type PlantedSecret } from '../support/planted-secrets';

let checked = 0;
let planted = 0;
let left = 0;
afterAll(() =>
  process.stderr.write(
    `suite masks: ${planted} secrets planted in ${checked} texts, ${left} left after masking, ${HARMLESS.length} harmless lines
`,
  ),
);

const CODE = [
  'export function add(a: number, b: number): number {',
  '  return a + b; // plain',
  '}',
  '',
  '# Ünïcödé 🙂 heading',
  '\tif (user.password.length > 8) return;',
  'const name = "user_profile_settings";',
];
const aLine = fc.constantFrom(...CODE, ...HARMLESS);
const aText = fc
  .tuple(
    fc.array(fc.oneof(aPlantedSecret, aLine), { minLength: 1, maxLength: 12 }),
    fc.constantFrom('\n', '\r\n'),
  )
  // More literals of pure chance than this are a table, which is left alone.
  .filter(([parts]) => parts.filter((p) => typeof p !== 'string' && p.kind.endsWith('literal')).length < 7)
  .map(([parts, end]) => {
    const lines = parts.map((part) => (typeof part === 'string' ? part : part.line.replaceAll('\n', end)));
    return {
      text: lines.join(end) + end,
      secrets: parts.filter((p): p is PlantedSecret => typeof p !== 'string'),
    };
  });

async function masked(text: string, secrets: readonly PlantedSecret[]) {
  checked += 1;
  planted += secrets.length;
  const m = await maskText(text, 'src/code.ts');
  left += secrets.filter(({ hidden }) => m.text.includes(hidden)).length;
  return m;
}

const lineCount = (text: string): number => text.split(/\r\n|\r|\n/).length;

it.each(plantedSecrets(7).map((secret) => [secret.kind, secret] as const))('masks %s', async (_, secret) => {
  const { text, count } = await masked(`before\n${secret.line}\nafter\n`, [secret]);
  expect(text).not.toContain(secret.hidden);
  expect(count).toBeGreaterThan(0);
  expect(text.startsWith('before\n') && text.endsWith('\nafter\n')).toBe(true);
});

it.each(HARMLESS)('leaves %s alone', async (line) => {
  expect((await maskText(`a\n${line}\nb\n`, 'src/code.ts')).text).toBe(`a\n${line}\nb\n`);
});

it('hides every secret, keeps lines and all the rest, and masks a masked text no further', async () => {
  await fc.assert(
    fc.asyncProperty(aText, async ({ text, secrets }) => {
      const m = await masked(text, secrets);
      for (const { hidden } of secrets) expect(m.text).not.toContain(hidden);
      expect(lineCount(m.text)).toBe(lineCount(text));
      let at = 0;
      let rest = '';
      for (const span of m.spans) {
        rest += text.slice(at, span.start);
        at = span.end;
      }
      rest += text.slice(at);
      let back = m.text;
      for (const { mask } of m.spans) back = back.replaceAll(mask, '');
      const blank = (s: string): string => s.replace(/\s+/g, '');
      expect(blank(back)).toBe(blank(rest));
      expect((await maskText(m.text, 'src/code.ts')).text).toBe(m.text);
    }),
    { numRuns: 80 },
  );
});

it('gives a shard the masks of the whole, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(aText, fc.array(fc.nat(), { maxLength: 6 }), async ({ text, secrets }, cuts) => {
      const m = await masked(text, secrets);
      const at = [0, ...cuts.map((n) => n % (text.length + 1)), text.length].sort((a, b) => a - b);
      let lines = 0;
      for (let i = 1; i < at.length; i++) {
        const from = at[i - 1] ?? 0;
        const to = at[i] ?? 0;
        const part = m.slice(from, to);
        for (const { hidden } of secrets) expect(part).not.toContain(hidden);
        for (const span of m.spans) {
          const seen = text.slice(Math.max(from, span.start), Math.min(to, span.end));
          if (span.start < to && span.end > from && /\S/.test(seen)) expect(part).toContain(span.mask);
        }
        lines += part.split('\n').length - 1;
      }
      expect(lines).toBe(text.split('\n').length - 1);
      expect(m.slice(0, text.length)).toBe(m.text);
    }),
    { numRuns: 50 },
  );
});

it('says nothing of the length and the beginning of a secret', async () => {
  const of = async (seed: number) =>
    (
      await maskText(
        plantedSecrets(seed)
          .map((s) => s.line)
          .join('\n'),
        'src/code.ts',
      )
    ).text;
  expect(await of(1)).toBe(await of(2));
  const longer = plantedSecrets(3).find((s) => s.kind === 'yaml') as PlantedSecret;
  const short = await maskText(longer.line);
  const long = await maskText(longer.line.replace(longer.hidden, longer.hidden.repeat(3)));
  expect(short.text).toBe(long.text);
});

it('takes no word of the reviewed code to look away', async () => {
  const [secret] = plantedSecrets(41);
  const text = `// secretlint-disable\n${secret?.line} // secretlint-disable-line\n// nosec gitleaks:allow [masked:x:1]\n`;
  expect((await masked(text, secret ? [secret] : [])).text).not.toContain(secret?.hidden);
});

it('finds a secret again in other forms, in the file and in what is said of it', async () => {
  const { line, hidden } = plantedSecrets(11).find((s) => s.kind === 'json password') as PlantedSecret;
  const forms = [
    hidden,
    Buffer.from(`user:${hidden}`).toString('base64').replace(/=+$/, ''),
    Buffer.from(hidden).toString('hex'),
    Array.from(hidden, (c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
  ];
  const m = await masked(`${line}\n${forms.map((form) => `login ${form} now`).join('\n')}\n`, []);
  for (const form of forms.slice(0, 1)) expect(m.text).not.toContain(form);
  expect(m.text.match(/login (?:[\w=]{0,12})\[masked:[a-z-]+:\d+\](?:[\w=]{0,4}) now/g)).toHaveLength(
    forms.length,
  );
  for (const form of forms) expect(await maskBeside(m, `I saw ${form}`)).not.toContain(form);
});

it('grounds quotes of the masked text at their lines', async () => {
  await fc.assert(
    fc.asyncProperty(aText, fc.nat(), async ({ text, secrets }, pick) => {
      const m = await masked(text, secrets);
      const lines = m.text.split('\n');
      const withMask = lines.flatMap((line, i) => (line.includes('[masked:') ? [i] : []));
      const at = withMask[pick % Math.max(1, withMask.length)];
      if (at === undefined) return;
      const quote = (lines[at] ?? '').trim();
      const report = emptyReport();
      report.risk_points.push({
        claim: 'a secret stands here',
        evidence: { quote, line_start: at + 1, line_end: at + 1 },
        confidence: 90,
      });
      const [entry] = groundReport(report, m.text).risk_points;
      expect(entry).toMatchObject({ grounded: true, evidence: { line_start: at + 1, line_end: at + 1 } });
    }),
    { numRuns: 40 },
  );
});

it('masks quotes and claims of the unmasked file, even a secret that is cut off', async () => {
  for (const secret of plantedSecrets(23).filter(({ line }) => !line.includes('\n'))) {
    const text = `first\n${secret.line}\nlast\n`;
    const m = await masked(text, [secret]);
    const cut = text.slice(0, text.indexOf(secret.hidden) + 10);
    expect(maskQuote(m, secret.line, text.length)).not.toContain(secret.hidden.slice(0, 8));
    expect(maskQuote(m, cut, 0)).not.toContain(secret.hidden.slice(0, 10));
    if (m.secrets()[0]?.startsWith(secret.hidden.slice(0, 8)))
      expect(maskPieces(m, `it says ${secret.hidden.slice(0, 9)}…`)).toMatch(
        /^it says \[masked:[a-z0-9-]+:\d+\]…$/,
      );
  }
});

it('cuts by bytes as it cuts by characters', async () => {
  const secrets = plantedSecrets(31);
  const text = secrets.map((s, i) => `// 🙂 é ${i}\n${s.line}\n`).join('');
  const m = await masked(text, secrets);
  const shards = cutIntoShards(text, 'text', { thresholdBytes: 600, targetBytes: 400, maxBytes: 450 });
  expect(shards.length).toBeGreaterThan(3);
  const bytes = Buffer.from(text);
  const joined = shards.map(({ start, end }) => {
    const from = bytes.toString('utf8', 0, start).length;
    return m.slice(from, from + bytes.toString('utf8', start, end).length);
  });
  for (const part of joined) for (const { hidden } of secrets) expect(part).not.toContain(hidden);
});
