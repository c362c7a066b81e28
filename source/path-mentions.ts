import { posix } from 'node:path';

/** `'./x'` of an import or require, and any path of the repository written out with an extension. */
const RELATIVE = /(?:\bfrom|\bimport|\brequire|\bresolve)\s*\(?\s*['"](\.{1,2}\/[^'"\n]{1,300})['"]/g;
const WRITTEN =
  /(?<![\w.@/-])(?:\.\/)?([\w-][\w.-]{0,80}(?:\/[\w-][\w.-]{0,80}){1,12}\.[A-Za-z]{1,5})(?![\w/-])/g;
const SCRIPT_ENDING = /\.(?:[cm]?[jt]sx?)$/;
const INDEX_FILE = /\/index$/;
/** Kept for one path; one is enough to say that it is used. */
const KEPT = 4;
const MAX_PATHS = 100_000;

/** Which files (by number) name which paths: by a relative import, or written out from the root. */
export class PathMentions {
  private readonly uses = new Map<string, number[]>();

  add(file: number, path: string, text: string): void {
    const folder = posix.dirname(path);
    for (const match of text.matchAll(RELATIVE)) {
      this.keep(moduleKey(posix.join(folder, match[1] ?? '')), file);
    }
    for (const match of text.matchAll(WRITTEN)) this.keep(moduleKey(match[1] ?? ''), file);
  }

  /** Numbers of the files that name this path, its own left out, in the order added. */
  of(path: string, own: number | undefined): number[] {
    return (this.uses.get(moduleKey(path)) ?? []).filter((file) => file !== own);
  }

  private keep(key: string, file: number): void {
    const known = this.uses.get(key);
    if (!known) {
      if (this.uses.size < MAX_PATHS) this.uses.set(Buffer.from(key).toString(), [file]);
    } else if (known.length < KEPT && known.at(-1) !== file) known.push(file);
  }
}

/** A script is imported without its ending, with that of what it is compiled to, or by its folder. */
function moduleKey(path: string): string {
  return posix.normalize(path).replace(SCRIPT_ENDING, '').replace(INDEX_FILE, '');
}
