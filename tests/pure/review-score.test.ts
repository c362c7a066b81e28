import { parseScore } from '../../review/score';

describe('parseScore', () => {
  it.each<[string, number]>([
    ['4/10', 4],
    ['4.5/10', 4.5],
    ['Score: 4.5/10', 4.5],
    ['4/10 (mid)', 4],
    ['**6** / 10', 6],
    ['alignment_score: 4.5', 4.5],
    ['"alignment_score": 4.5,', 4.5],
    ['Score: 7', 7],
    ['7 out of 10', 7],
    ['**Score:** 6 / 10', 6],
    ['### Score – 3/10', 3],
    ['| Score | 8.5/10 |', 8.5],
    ['Alignment score (0-10): 5', 5],
    ['Overall rating is 6.5', 6.5],
    ['Score: **6**/10', 6],
    ['Score: 4,5/10', 4.5],
    ['Score: 45/100', 4.5],
    ['Score: 10/10', 10],
    ['Score: 0/10', 0],
    ['4-5/10', 4],
    ['Confidence score: 85%\nScore: 3/10', 3],
    ['Risk score: 9\n\nOverall: 4/10', 4],
    ['On 10/10/2024 I read it. Score: 2/10', 2],
    ['7/10\n\nThe file does what it says.', 7],
  ])('%j is %d', (text, score) => expect(parseScore(text)).toBe(score));

  it.each([
    '',
    'Score: N/10',
    'Score: high',
    'Score: 11/10',
    'Score: 4/5',
    'Score: 85%',
    'Score: -3/10',
    '10/10/2024',
    '4/100',
    '7 out of 10 tests pass',
    '3/10 files',
    'Confidence: 9/10',
    'src/v1/10',
    '| Suggestion | Confidence |\n|---|---|\n| Bound it | 9/10 |',
  ])('%j is none', (text) => expect(parseScore(text)).toBeNull());
});
