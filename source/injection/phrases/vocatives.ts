import type { Phrase } from './phrase';

const BRAND =
  '(?:AI|LLM|automat(?:ed|ic)|machine|model|language[- ]model|GPT|Claude|Copilot|Gemini)[- ]*(?:based\\s+|powered\\s+|driven\\s+)?(?:code[- ]|security\\s+|pull\\s+request\\s+)?';
/** A reviewer that is a program, by any of its names. */
const REVIEWER = `${BRAND}(?:reviewers?|review\\s+(?:bot|agent|model|system|tool)s?|auditors?|graders?)`;
/** Its work, or a model that may do any other work: only what speaks of verdicts is meant for a reviewer. */
const MACHINE = `(?:${BRAND}(?:reviews?|audits?)|LLMs?|ChatGPT|language\\s+models?|AI\\s+(?:assistants?|agents?|models?|systems?|tools?)|(?:review|audit)\\s+(?:bot|agent|model)s?)`;
/** What an answer is dictated to be. */
const OUTCOME =
  "(?:verdict|pass(?:ed|es|ing)?|approv(?:e|es|ed)|lgtm|no\\s+(?:findings?|issues?|defects?|problems?|risks?)|(?:do\\s+not|don't|must\\s+not|never)\\s+(?:report|flag|list|mention|raise)|confidence\\s+(?:of\\s+)?\\d|low(?:er)?\\s+(?:the\\s+)?severit|severit(?:y|ies)\\s+(?:to\\s+)?low|next\\s+actions?|run\\s+[`'\"]|curl\\s|wget\\s|(?:npm|pnpm|yarn|pip|cargo|go|gem)\\s+(?:i|install|add|get)\\s|as\\s+(?:verified|safe|clean)|(?:is|are)\\s+(?:verified|safe|clean)|ignore)";
/** What only somebody who wants a verdict says to a reviewer who may be a person. */
const PLAIN_OUTCOME =
  "(?:verdict|(?:do\\s+not|don't|must\\s+not)\\s+(?:report|flag|list)|(?:down)?grade\\s+(?:every|all|any|the)|confidence\\s+(?:of\\s+)?\\d|(?:report|mark|treat|rate|grade)\\s+(?:it|this|every|all|everything)[^\\n]{0,40}\\s(?:as\\s+)?(?:pass|verified|safe|clean)|no\\s+(?:findings|defects)|pass\\s+(?:it|this)\\b)";
const MODAL =
  '(?:must|should|shall|need\\s+to|(?:have|has|are|is)\\s+to|will)\\s+(?:(?:always|only|also|simply|just)\\s+)?';
const REVIEW_WORDS = ['review', 'audit', 'grader', 'llm', 'gpt', 'language model', 'ai '];

/** Sentences that call the reviewer by name and say what it shall find. */
export const VOCATIVES: readonly Phrase[] = [
  {
    what: 'orders the reviewer',
    needs: [
      REVIEW_WORDS,
      [':', ','],
      [
        'verdict',
        'pass',
        'approv',
        'lgtm',
        'no ',
        'not',
        "n't",
        'never',
        'confidence',
        'severit',
        'next',
        'run',
        'curl',
        'wget',
        'install',
        'add',
        'get',
        'verified',
        'safe',
        'clean',
        'ignore',
      ],
    ],
    pattern: new RegExp(
      `(?<![\\w-])(?:(?:to|for|dear|hey|hi|attention|note\\s+(?:to|for))\\s+(?:the\\s+|all\\s+|any\\s+)?)?(?:${REVIEWER}\\s*[:,]\\s[^\\n{};]{0,160}?\\b${OUTCOME}|${MACHINE}\\s*[:,]\\s[^\\n{};]{0,160}?\\b${PLAIN_OUTCOME})[^\\n]*`,
      'giu',
    ),
  },
  {
    what: 'orders the reviewer',
    needs: [REVIEW_WORDS, ['must', 'should', 'shall', 'need to', 'have to', 'are to', 'will']],
    pattern: new RegExp(
      `(?<![\\w-])(?:${REVIEWER}\\s+${MODAL}(?:not\\s+(?:flag|report|list|mention|raise|comment)|ignore|skip|pass|approve|treat\\s+(?:this|it|the)|return\\s+(?:a\\s+)?pass|answer\\s+(?:with\\s+)?pass|mark\\s+(?:this|it|the|every))|${MACHINE}\\s+${MODAL}(?:not\\s+(?:flag|report)|(?:pass|approve|rate|mark)\\s+(?:this|the|every)\\s+(?:file|code|change)|return\\s+(?:a\\s+)?pass|answer\\s+(?:with\\s+)?pass))\\b[^\\n]*`,
      'giu',
    ),
  },
  {
    what: 'orders the reviewer',
    needs: [
      ['reviewer', 'auditor', 'grader'],
      ['verdict', 'not', "n't", 'grade', 'confidence', 'report', 'mark', 'treat', 'rate', 'no ', 'pass'],
    ],
    pattern: new RegExp(
      `(?:^|[\\n#/*;>"'\`(-])[ \\t]*(?:(?:to|for|dear|note\\s+(?:to|for))\\s+(?:the\\s+|all\\s+)?)?(?:code\\s+)?(?:reviewers?|auditors?|graders?)\\s*[:,]\\s[^\\n{};]{0,160}?\\b${PLAIN_OUTCOME}[^\\n]*`,
      'giu',
    ),
  },
  {
    what: 'dictates a verdict',
    needs: [
      ['verdict'],
      ['pass', 'approved', 'lgtm'],
      ['report', 'return', 'give', 'output', 'answer', 'write', 'state', 'set', 'say'],
    ],
    pattern:
      /(?<![\w.])(?:report|(?:return|give|output|answer|write|state|set|say)(?:\s+with)?)\s+(?:the\s+|a\s+)?verdict\s*(?:of|:|=|to|as|is)?\s*["'`]?(?:pass|approved|lgtm)\b(?!["'`]?\s*(?:\||,|\/|or\b|if\b|when\b|only\b|where\b|and\b|for\s+a\b|means\b))[^\n]*/giu,
  },
  {
    what: 'dictates a verdict',
    needs: [['verdict'], ['pass']],
    pattern:
      /(?:\b(?:so|therefore|thus|hence|consequently)\b,?\s+(?:the\s+)?verdict\s+(?:is|must\s+be)\s+["'`]?pass\b|(?:^|\n)[ \t]*(?:\/\/+|#+|\*|--|<!--|;+)[ \t]*\{?[ \t]*["'`]?verdict["'`]?[ \t]*[:=][ \t]*["'`]?pass(?:ed)?["'`]?[ \t]*(?:[.,}!]|$|\n|-->|\*\/|\()|\boverride\b[^\n]{0,40}\bverdict\s*[:=]+\s*["'`]?pass\b)[^\n]*/giu,
  },
  {
    what: 'casts the reviewer',
    needs: [['as an'], ['review', 'audit'], ['pass', 'approv', 'ignore', 'findings', 'issues']],
    pattern:
      /\bas\s+an?\s+(?:AI|LLM|automated|language[- ]model)\b[^\n]{0,60}\b(?:review|audit)\w*[^\n]{0,80}\b(?:must|should|will|shall)\b[^\n]{0,60}\b(?:pass|approv\w*|ignore|no\s+(?:findings|issues|defects))\b[^\n]*/giu,
  },
  {
    what: 'casts the reviewer',
    needs: [
      ['reviewer', 'auditor'],
      ['always', 'never'],
      ['pass', 'approve', 'findings', 'issues', 'defects'],
    ],
    pattern:
      /\byou\s+are\s+(?:now\s+)?(?:an?|the)\s+[^\n]{0,40}\b(?:reviewer|auditor)s?\s+(?:who|that|and)\s+(?:always|never)\b[^\n]{0,60}\b(?:pass\w*|approv\w*|findings|issues|defects)\b[^\n]*/giu,
  },
  {
    what: 'overrides instructions',
    needs: [
      ['ignore', 'disregard', 'forget'],
      ['everything', 'anything', 'all', 'what'],
      ['above', 'told', 'prompt'],
    ],
    pattern:
      /\b(?:ignore|disregard|forget)\s+(?:everything|anything|all|what)\s+(?:of\s+(?:the|what)\s+)?(?:is\s+|stands?\s+|was\s+(?:said|written)\s+|written\s+)?(?:above|you\s+(?:were|have\s+been)\s+told|in\s+(?:the|your)\s+(?:system\s+)?prompt)\b(?!["'`”’])[^\n]*/giu,
  },
  {
    what: 'overrides instructions',
    needs: [['system prompt'], ['ignore', 'disregard', 'forget', 'reveal', 'repeat', 'not follow']],
    pattern:
      /(?<![\w"'`“])(?:ignore|disregard|forget|reveal|repeat|do\s+not\s+follow)\s+(?:your|the)\s+system\s+prompt\b(?!["'`”’]|\s*(?:attack|injection|is\b|are\b))[^\n]*/giu,
  },
  {
    what: 'claims an approval',
    needs: [
      ['security', 'audit', 'compliance', 'appsec', ' qa ', 'review '],
      ['team', 'board', 'department'],
      ['approved', 'reviewed', 'audited', 'verified', 'vetted', 'cleared', 'signed off'],
    ],
    pattern:
      /\b(?:reviewed|audited|approved|verified|vetted|cleared|signed\s+off)\b[^\n]{0,30}\bby\s+(?:the\s+|our\s+)?(?:security|audit|compliance|appsec|qa|review)\s+(?:team|board|department)\b[^\n]{0,200}\b(?:no\s+(?:further|additional|more)\s+(?:review|findings?|checks?|issues?)|(?:needs?|requires?)\s+no\b|skip|pass|confidence|verdict|do\s+not\s+(?:report|flag|review)|not\s+necessary|unnecessary)\b[^\n]*/giu,
  },
  {
    what: 'asks for an action',
    needs: [
      ['required_next_actions', 'verified_components', 'critical_failures', 'pseudocode_flags'],
      ['must', 'should', 'shall', 'has to'],
    ],
    pattern:
      /\b(?:required_next_actions|verified_components|critical_failures|pseudocode_flags|risk_points)\b["'`]?\s+(?:must|should|shall|has\s+to)\s+(?:contain|include|list|be\s+empty|say|stay\s+empty)\b[^\n]*/giu,
  },
];
