import {
  apiKey,
  flagTwin,
  hasTemporalEnvironment,
  listTwin,
  pickEnvironment,
  proposalPath,
  switchTwin,
  systemPromptPath,
} from '../../config/environment';

test('every flag has a twin', () => {
  const env = {
    SCRUM_MAX_COST: '5',
    SCRUM_INCLUDE: 'src/**, docs/**',
    SCRUM_OFFLINE: 'true',
    SCRUM_ROUTING: '  ',
  };
  expect(flagTwin('--max-cost', env)).toBe('5');
  expect(listTwin('include', env)).toEqual(['src/**', 'docs/**']);
  expect(listTwin('exclude', env)).toBeUndefined();
  expect(switchTwin('offline', env)).toBe(true);
  expect(switchTwin('no-reuse', env)).toBeUndefined();
  expect(switchTwin('offline', { SCRUM_OFFLINE: '0' })).toBe(false);
  expect(flagTwin('routing', env)).toBeUndefined();
  expect(() => switchTwin('offline', { SCRUM_OFFLINE: 'maybe' })).toThrow(
    'SCRUM_OFFLINE is "maybe", expected 1 or 0',
  );
});

test('documents, keys and the Temporal of the environment', () => {
  const env = {
    LH_SCRUM_PROPOSAL: 'docs/WAVE.md',
    LH_SCRUM_SYSTEM_PROMPT: 'docs/P.md',
    OLLAMA_API_KEY: ' key\n',
    EMPTY: '',
  };
  expect(proposalPath(env)).toBe('docs/WAVE.md');
  expect(systemPromptPath(env)).toBe('docs/P.md');
  expect(apiKey('OLLAMA_API_KEY', env)).toBe('key');
  expect(apiKey('EMPTY', env)).toBeUndefined();
  expect(hasTemporalEnvironment(env)).toBe(false);
  expect(hasTemporalEnvironment({ TEMPORAL_CLI_PATH: '/bin/temporal' })).toBe(false);
  expect(hasTemporalEnvironment({ TEMPORAL_ADDRESS: 'localhost:7233' })).toBe(true);
  expect(hasTemporalEnvironment({ TEMPORAL_PROFILE: 'prod' })).toBe(true);
  expect(pickEnvironment(['PATH', 'HOME'], { PATH: '/bin', SECRET: 'x' })).toEqual({ PATH: '/bin' });
});
