/** Waits until `check` holds, polling; fails with `what` after `seconds`. */
export async function until(
  what: string,
  check: () => Promise<boolean> | boolean,
  seconds = 60,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`never held: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
