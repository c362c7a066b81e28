import { countMarkdown, countReport } from '../../review/count-report';
import { DEFECT_LISTS } from '../../review/entries';
import { emptyReport, LIST_NAMES, type ForensicReport, type ListName } from '../../review/forensic-report';
import { tierOf } from '../../review/permission-gradient';
import { judge, lowerVerdict, recordVerdict } from '../../review/verdict';
import type { Tier } from '../../review/vocabulary';

function withEntries(
  lists: Partial<Record<ListName, [grounded: boolean, confidence: number | null][]>>,
): ForensicReport {
  const report = emptyReport();
  for (const list of LIST_NAMES) {
    report[list] = (lists[list] ?? []).map(([grounded, confidence], i) => ({
      claim: `${list} ${i}`,
      evidence: { quote: `quote ${list} ${i}`, line_start: i + 1, line_end: i + 1 },
      confidence,
      grounded,
    }));
  }
  return report;
}

const ALIVE = { verified_components: [[true, 90]] as [boolean, number][] };

describe('judge', () => {
  it('fails a file with a critical failure', () =>
    expect(judge(withEntries({ ...ALIVE, critical_failures: [[true, 1]] }))).toBe('fail'));
  it('fails a file that proves nothing', () => expect(judge(emptyReport())).toBe('fail'));
  it('does not count proof that is not in the file', () =>
    expect(judge(withEntries({ verified_components: [[false, 99]] }))).toBe('fail'));
  it('passes a file with proof and nothing against it', () => expect(judge(withEntries(ALIVE))).toBe('pass'));
  it('does not count a failure that is not in the file', () =>
    expect(judge(withEntries({ ...ALIVE, critical_failures: [[false, 99]] }))).toBe('pass'));
  it.each([...DEFECT_LISTS.slice(1), 'required_next_actions' as const])('wants a patch for %s', (list) => {
    expect(judge(withEntries({ ...ALIVE, [list]: [[true, 50]] }))).toBe('needs_patch');
  });
});

describe('the verdict of the record', () => {
  const pass = withEntries(ALIVE);
  it.each([
    ['pass', 'fail', 'fail'],
    ['fail', 'pass', 'fail'],
    ['needs_patch', 'pass', 'needs_patch'],
    ['pass', null, 'pass'],
    ['pass', 'pass', 'pass'],
  ] as const)('lower of %s and %s is %s', (a, b, lower) => expect(lowerVerdict(a, b)).toBe(lower));
  it('is never raised by the model', () =>
    expect(recordVerdict({ ...emptyReport(), verdict: 'pass' }, null)).toBe('fail'));
  it('is lowered by the model', () =>
    expect(recordVerdict({ ...pass, verdict: 'needs_patch' }, null)).toBe('needs_patch'));
  it('is fail with a grounded critical failure of the embedded reviewer', () => {
    const beside = withEntries({ critical_failures: [[true, 80]] });
    expect(recordVerdict({ ...pass, verdict: 'pass' }, beside)).toBe('fail');
    expect(recordVerdict({ ...pass, verdict: 'pass' }, withEntries({ risk_points: [[true, 80]] }))).toBe(
      'pass',
    );
  });
});

describe('tierOf', () => {
  it.each<[string, number[], Tier]>([
    ['the federation service', [40, 35, 50], 'block'],
    ['nothing', [], 'block'],
    ['a minimum of 49', [100, 49], 'block'],
    ['a minimum of 50', [95, 50], 'dry_run'],
    ['90 and 70', [90, 90], 'auto'],
    ['an average of 90 with a minimum of 70', [70, 95, 96, 99], 'auto'],
    ['an average of 90 with a minimum of 69', [69, 97, 97, 97], 'dry_run'],
    ['an average just below 90', [90, 89.9], 'dry_run'],
    ['an average of 70', [70, 70], 'dry_run'],
    ['an average below 70', [69, 70], 'simulation'],
  ])('%s', (_, confidences, tier) =>
    expect(tierOf({ confidences, capped: false, injection: false })).toBe(tier),
  );

  it('caps small models at simulation and raises nothing', () => {
    expect(tierOf({ confidences: [99], capped: true, injection: false })).toBe('simulation');
    expect(tierOf({ confidences: [10], capped: true, injection: false })).toBe('block');
  });
  it('blocks text that addresses its reviewer', () =>
    expect(tierOf({ confidences: [99], capped: false, injection: true })).toBe('block'));
  it('takes other bounds', () => {
    const bounds = { auto_avg: 80, auto_min: 60, dry_run_avg: 50, block_min: 20 };
    expect(tierOf({ confidences: [80], capped: false, injection: false }, bounds)).toBe('auto');
    expect(tierOf({ confidences: [19], capped: false, injection: false }, bounds)).toBe('block');
  });
});

describe('counts', () => {
  it('counts grounded entries only', () => {
    const counts = countReport(
      withEntries({
        critical_failures: [
          [true, 40],
          [false, 99],
        ],
        risk_points: [
          [true, 35],
          [true, null],
        ],
        verified_components: [[true, 50]],
        required_next_actions: [
          [false, 1],
          [true, 45.5],
        ],
      }),
    );
    expect(counts).toEqual({
      confidences: [40, 35, 50, 45.5],
      confidence_avg: 42.6,
      confidence_min: 35,
      findings_count: 3,
      ungrounded_count: 2,
      critical_failures_count: 1,
      pseudocode_flags_count: 0,
      prd_mismatches_count: 0,
      broken_pipelines_count: 0,
      missing_components_count: 0,
      risk_points_count: 2,
      verified_components_count: 1,
      required_next_actions_count: 1,
    });
  });
  it('counts suggestions', () => {
    const counts = countMarkdown([
      { text: 'a', confidence: 40 },
      { text: 'b', confidence: 35, quote: 'q', grounded: true },
      { text: 'c', confidence: 99, quote: 'z', grounded: false },
      { text: 'd', confidence: null },
    ]);
    expect(counts).toMatchObject({
      confidences: [40, 35],
      confidence_avg: 37.5,
      confidence_min: 35,
      findings_count: 3,
      ungrounded_count: 1,
      verified_components_count: 0,
    });
  });
  it('has no average of nothing', () =>
    expect(countReport(emptyReport())).toMatchObject({
      confidence_avg: null,
      confidence_min: null,
      confidences: [],
    }));
});
