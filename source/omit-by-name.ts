import { basename } from 'node:path/posix';
import type { OmissionReason } from './snapshot-types';

const LOCKFILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'Cargo.lock',
  'poetry.lock',
  'Pipfile.lock',
  'uv.lock',
  'pdm.lock',
  'pixi.lock',
  'conda-lock.yml',
  'Gemfile.lock',
  'composer.lock',
  'go.sum',
  'go.work.sum',
  'mix.lock',
  'rebar.lock',
  'flake.lock',
  'packages.lock.json',
  'project.assets.json',
  'Podfile.lock',
  'Package.resolved',
  'Cartfile.resolved',
  'pubspec.lock',
  'gradle.lockfile',
  'buildscript-gradle.lockfile',
  '.terraform.lock.hcl',
  'conan.lock',
  'stack.yaml.lock',
  'cabal.project.freeze',
  'MODULE.bazel.lock',
  'Chart.lock',
]);

const VENDORED = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'vendor',
  'third_party',
  'third-party',
  'thirdparty',
  'Pods',
  'Carthage',
  'site-packages',
  '.venv',
  'venv',
  '.yarn',
  '.pnpm-store',
]);

/** Folders that tools write; a tracked `build` or `out` may hold real source and stays in. */
const BUILD_OUTPUT = new Set([
  'dist',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.turbo',
  '.parcel-cache',
  '.gradle',
  '.tox',
  'coverage',
  '__pycache__',
  '__generated__',
  '.eggs',
  '.dart_tool',
  '.angular',
]);
const BUILD_OUTPUT_PAIRS =
  /(?:^|\/)(?:target\/(?:debug|release|classes)|build\/(?:classes|generated|intermediates|libs|tmp)|obj\/(?:Debug|Release)|bin\/(?:Debug|Release)|cmake-build-[^/]+|bazel-(?:bin|out))\//;

const GENERATED_NAME =
  /(?:\.min\.(?:js|mjs|cjs|css)|\.bundle\.js|\.pb\.(?:go|cc|h|rs|swift)|\.pb\.gw\.go|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|d\.ts|rb)|_grpc\.pb\.go|\.g\.(?:dart|cs)|\.freezed\.dart|\.designer\.cs|\.(?:gen|generated)\.[a-z]+|(?:^|\/)zz_generated\.[^/]+\.go)$/i;

/**
 * Why a file is no target by its name alone; undefined when its name is no reason. `include`: a glob that itself names
 * the folder (`vendor/ours/**`) wants what lies in it.
 */
export function omitByName(path: string, include: readonly string[]): OmissionReason | undefined {
  if (LOCKFILES.has(basename(path))) return 'lockfile';
  const folders = path.split('/').slice(0, -1);
  const wanted = new Set(include.flatMap((glob) => glob.split('/')));
  if (folders.some((folder) => VENDORED.has(folder) && !wanted.has(folder))) return 'vendored';
  if (folders.some((folder) => BUILD_OUTPUT.has(folder) && !wanted.has(folder))) return 'generated';
  return BUILD_OUTPUT_PAIRS.test(path) || GENERATED_NAME.test(path) ? 'generated' : undefined;
}
