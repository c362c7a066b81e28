import { addressesOf } from '../../injection/detect';
import type { NamedCheck } from '../check';

/** Text that speaks to an automatic reviewer, as it stands or hidden. */
export const promptInjection: NamedCheck = {
  defaults: {
    languages: ['*'],
    tests: 'include',
    list: 'risk_points',
    severity: 'high',
    confidence: 90,
    claim: 'text in this file gives orders to an automatic reviewer ({what}): {match}',
    next: 'Remove the text, and look at who put it there',
  },
  find: (file) => addressesOf(file.text).map(({ start, end, what }) => ({ start, end, values: { what } })),
};
