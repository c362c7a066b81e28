import type { NamedCheck } from '../check';
import { firstInkedLine, lineCount } from './measures';
import { CODE_LANGUAGES } from './code-languages';

const MAX_LINES = 800;
const MAX_BYTES = 40_960;

/** A source file of more than 800 lines or 40 KB; `medium` from twice that on. Values: `{lines}`, `{kilobytes}`. */
export const oversizeFile: NamedCheck = {
  defaults: {
    languages: CODE_LANGUAGES,
    list: 'risk_points',
    severity: 'low',
    confidence: 70,
    claim: 'the file has {lines} lines ({kilobytes} KB): too much for one reading',
    next: 'Split the file by what its parts do',
  },
  find: (file) => {
    const lines = lineCount(file);
    const bytes = Buffer.byteLength(file.text);
    const share = Math.max(lines / MAX_LINES, bytes / MAX_BYTES);
    if (share <= 1) return [];
    const values = { lines: String(lines), kilobytes: String(Math.round(bytes / 1024)) };
    return [{ ...firstInkedLine(file.text), values, ...(share > 2 && { severity: 'medium' as const }) }];
  },
};
