import { readAnswer } from '../../review/read-answer';
import { loadAnswer } from '../support/answer-corpus';
import { NOISE_UNITS } from '../support/report-arbitraries';
import { seeded } from '../support/seeded';

const SIZE = 2_000_000;
const ALPHABET = [
  ...Array.from('abcdefghijklmnopqrstuvwxyz ABCDEFG 0123456789 \n\t.,;:!?(){}[]<>|`*_#-+=/\\"\'~@$%^&'),
  'é',
  '漢',
  '🙂',
  '\ud83d',
  '\u200b',
  '\ufeff',
  '\r\n',
  '０',
  'score ',
  'conf ',
  'null ',
];
let read = 0;

function noise(seed: number): string {
  const next = seeded(seed);
  const parts: string[] = [];
  for (let length = 0; length < SIZE;) {
    const piece = ALPHABET[Math.floor(next() * ALPHABET.length)] ?? '';
    parts.push(piece);
    length += piece.length;
  }
  return parts.join('');
}

function reading(text: string, task: 'review' | 'reduce' = 'review') {
  read++;
  return readAnswer({ text, reasoning: '', finish: 'stop' }, { frame: 'forensic', task });
}

afterAll(() => process.stderr.write(`suite noise: ${read} answers of ${SIZE / 1e6} MB and more read\n`));

describe('two megabytes of noise', () => {
  it.each([1, 2, 3])('seed %d is no review', (seed) => {
    expect(reading(noise(seed)).acceptable).toBe(false);
  });
  it.each([4, 5])('seed %d before and behind a report hides nothing of it', (seed) => {
    const { text } = loadAnswer('forensic-plain');
    const around = noise(seed).replaceAll(/[{["'`\\/<]/g, ' ');
    expect(reading(`${around}\n\n${text}\n\n${around}`)).toMatchObject({
      acceptable: true,
      format: 'forensic_json',
      score: 4,
      confidences: [92, 95, 78, 88, 90],
      report: { verdict: 'fail' },
    });
  });
  it('in thinking is thinking', () => {
    const { text } = loadAnswer('forensic-plain');
    expect(reading(`<think>\n${noise(6)}\n</think>\n${text}`)).toMatchObject({ acceptable: true, score: 4 });
    expect(reading(`<think>\n${noise(7)}`)).toMatchObject({ acceptable: false, outcome: 'thin' });
  });
});

describe('two megabytes of one thing', () => {
  it.each(NOISE_UNITS)('%j', (unit) => {
    for (const start of ['', 'Score: 6/10\n\n- ']) {
      const text = start + unit.repeat(Math.ceil(SIZE / unit.length));
      expect(reading(text, 'reduce').acceptable).toBe(false);
    }
  });
});

describe('nesting', () => {
  const deep = 100_000;
  it.each<[string, string, string]>([
    ['brackets', '[', ']'],
    ['objects', '{"a":', '}'],
    ['reports', '{"verdict":"fail","critical_failures":[],"report":', '}'],
    ['wrappers', '[{"report":', '}]'],
    ['lists in a list', '{"verdict":"fail","critical_failures":[', ']}'],
    ['thinking', '<think>\n', '</think>\n'],
    ['quotes in quotes', '> ', ''],
    ['items in items', '- ', ''],
  ])('of %s, a hundred thousand deep', (_, open, close) => {
    for (const middle of ['null', '"x"', '']) {
      read++;
      const text = `${open.repeat(deep)}${middle}${close.repeat(deep)}`;
      const answer = { text, reasoning: '', finish: 'stop' as const };
      expect(readAnswer(answer, { frame: 'forensic', task: 'review' }).acceptable).toBe(false);
    }
  });
  it('inside a string that a repair would take for brackets', () => {
    const deepText = '['.repeat(20_000);
    for (const text of [
      `{"verdict": fail, "critical_failures": ["a" ${deepText} "b"]}`,
      `{"verdict": "fail", "critical_failures": ["x ${deepText}" y"], 'risk_points': []}`,
    ]) {
      expect(() => reading(text)).not.toThrow();
    }
  });
  it('of JSON in strings of JSON', () => {
    let text = loadAnswer('verdict-approved').text;
    for (let i = 0; i < 12; i++) text = JSON.stringify(text).slice(0, SIZE);
    expect(() => reading(text)).not.toThrow();
  });
});
