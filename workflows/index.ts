// The registered surface and nothing else: every function exported here becomes a startable workflow type.
export { phaseSweep } from './phase-sweep';
export { reviewFile } from './review-file';
export { scrumLoop } from './scrum-loop';
