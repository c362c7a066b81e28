/** A file of a snapshot; its bytes lie content-addressed in the blob store. */
export interface SnapshotFile {
  /** Path in the repository, `/`-separated, well-formed Unicode; not-UTF-8 names are shown as `sha256:<hex of the raw bytes>`. */
  path: string;
  /** Raw bytes of the name, base64; only where `path` cannot say it. */
  rawPath?: string;
  sha256: string;
  bytes: number;
  /** Executable bit. */
  exec?: boolean;
}

/** Something in the repository that is no reviewable file, counted with its reason. */
export interface Omission {
  path: string;
  reason: OmissionReason;
}

export const OMISSION_REASONS = [
  'symlink',
  'submodule',
  'unreadable',
  'special_file',
  'binary',
  'invalid_utf8',
  'too_large',
  'secret_store',
  'empty',
  'generated',
  'lockfile',
  'vendored',
  'unknown_language',
  'excluded',
  'not_included',
  'skipped_by_override',
] as const;
export type OmissionReason = (typeof OMISSION_REASONS)[number];

/** The manifest of one snapshot, itself content-addressed: its id is the sha256 of its JSON. */
export interface Snapshot {
  repo: string;
  /** HEAD (or the commit of `ref`); null in a repository without commits. */
  commit: string | null;
  /** Whether the working tree differs from `commit`. */
  dirty: boolean;
  /** Ordered by path. */
  files: SnapshotFile[];
  omitted: Omission[];
}

/** A file chosen for review in one iteration. */
export interface Target {
  path: string;
  sha256: string;
  bytes: number;
  language: string;
}
