import { readFailure, type FileRead, type StatFile } from './snapshot-read-file';

/**
 * Whether the folders above files are real folders of the repository: a file below a symbolic link to a folder lies
 * somewhere else. Each folder is looked at once per snapshot.
 */
export class Folders {
  private readonly known = new Map<string, Promise<FileRead | undefined>>();

  constructor(
    private readonly root: Buffer,
    private readonly stat: StatFile,
  ) {}

  /** Why a file cannot be taken; undefined when all folders above it are real. */
  above(path: Buffer): Promise<FileRead | undefined> {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? Promise.resolve(undefined) : this.check(path.subarray(0, slash));
  }

  absolute(path: Buffer): Buffer {
    return Buffer.concat([this.root, Buffer.from('/'), path]);
  }

  private check(folder: Buffer): Promise<FileRead | undefined> {
    const key = folder.toString('latin1');
    const known = this.known.get(key) ?? this.look(folder);
    this.known.set(key, known);
    return known;
  }

  private async look(folder: Buffer): Promise<FileRead | undefined> {
    const higher = await this.above(folder);
    if (higher !== undefined) return higher;
    try {
      const stat = await this.stat(this.absolute(folder));
      if (stat.isDirectory()) return undefined;
      return stat.isSymbolicLink() ? { kind: 'omitted', reason: 'symlink' } : { kind: 'gone' };
    } catch (cause) {
      return readFailure(cause);
    }
  }
}
