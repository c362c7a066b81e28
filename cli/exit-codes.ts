/** What the program ends with; scripts and CI rely on the numbers. */
export const EXIT = {
  done: 0,
  /** Done, but `--fail-on` was met. */
  failOn: 1,
  usage: 2,
  incomplete: 3,
  unreachable: 4,
  interrupted: 130,
} as const;
