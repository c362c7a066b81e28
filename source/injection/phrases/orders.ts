import type { Phrase } from './phrase';

/** Orders, claims and poses in English. Data, tuned on real repositories: a phrase must give an order, not merely speak of reviews. */
export const ORDERS: readonly Phrase[] = [
  {
    what: 'overrides instructions',
    needs: [
      ['ignore', 'disregard', 'forget', 'override', 'bypass'],
      ['instruction', 'prompt', 'direct', 'guideline', 'rule', 'command', 'order'],
    ],
    pattern:
      /\b(?:ignore|disregard|forget|bypass|override(?![^\n]{0,60}\brules?\b))\s+(?:all\s+|any\s+|every\s+)?(?:of\s+)?(?:the\s+|your\s+|my\s+)?(?:previous|prior|earlier|preceding|foregoing|system|original|initial|above)\s+(?:system\s+)?(?:instruction|prompt|direction|directive|guideline|rule|command|order)s?\b(?!['"`’”*_]|\s*(?:attack|injection|is\b|are\b))[^\n]*/giu,
  },
  {
    what: 'casts the reviewer',
    needs: [['you '], ['reviewer', 'assistant', 'language', ' ai', 'llm']],
    pattern:
      /\byou\s+are\s+(?:now\s+)?(?:no\s+longer\s+)?an?\s+(?:helpful\s+|friendly\s+|lenient\s+|unrestricted\s+|automated\s+)*(?:AI|LLM|assistant|language\s+model|code\s+reviewer|reviewer)\b(?:[^\n]{0,100}\b(?:(?:must|always|only|will|shall)\s+(?:always\s+)?(?:approve|pass|accept|ignore|say\s+(?:yes|pass))|pass\s+this|report\s+no|find\s+no|no\s+findings|never\s+(?:flag|report))\b)[^\n]*/giu,
  },
  {
    what: 'addresses a reviewer',
    needs: [
      ['dear', 'attention', 'note', 'message', 'instruction', 'hey'],
      ['review', 'audit', 'grader'],
    ],
    pattern:
      /\b(?:dear|attention|note\s+to|message\s+to|instructions?\s+(?:to|for)|hey)[,:]?\s+(?:the\s+|any\s+|all\s+)?(?:AI|LLM|automated|language[- ]model|GPT|Claude|Copilot)[- ]*(?:based\s+)?(?:code\s+|security\s+)?(?:reviewers?|review\s+(?:bot|agent|model|system|tool)s?|auditors?|graders?)\b[^\n]*/giu,
  },
  {
    what: 'addresses a model',
    needs: [['if you']],
    pattern:
      /\bif\s+you\s+are\s+(?:an?\s+)?(?:AI|LLM|language\s+model|automated\s+reviewer|code\s+review(?:er|\s+(?:bot|agent|model)))\b[^\n]*/giu,
  },
  {
    what: 'dictates the answer',
    needs: [
      ['respond', 'reply', 'answer', 'output', 'return', 'conclude', 'finish'],
      ['with'],
      ['pass', 'approve', 'lgtm', 'issues', 'findings', 'problems'],
    ],
    pattern:
      /\b(?:respond|reply|answer|output|return|conclude|finish)\s+(?:only\s+)?with\s+(?:(?:a|the|only|just|exactly|verdict|json)\s+)*['"`{]*\s*(?:["'`]?verdict["'`]?\s*[:=]\s*)?["'`]?(?:pass|approved?|lgtm|no\s+(?:issues|findings|problems))\b(?!["'`]?\s*(?:or\b|and\b|\/|,|\|))[^\n]*/giu,
  },
  {
    what: 'dictates the judgement',
    needs: [
      ['file', 'code', 'change', 'diff', 'patch', 'pull', 'module', 'commit', 'review', ' pr'],
      ['pass', 'approve', '10', 'safe', 'clean', 'verified', 'lgtm', 'without'],
      ['mark', 'rate', 'grade', 'score', 'classify', 'report', 'treat', 'consider', 'judge', 'approve'],
    ],
    pattern:
      /\b(?:mark|rate|grade|score|classify|report|treat|consider|judge|approve)\s+(?:this|the)\s+(?:file|code|change|diff|patch|pull\s+request|pr|module|commit|review)\s+(?:as\s+)?["'`]?(?:pass(?:ed|ing)?|approved?|10\s*\/\s*10|safe|clean|verified|lgtm|without\s+(?:comment|findings))\b["'`]?(?![^\n]*\b(?:if|when|unless|once|after|only)\b)[^\n]*/giu,
  },
  {
    what: 'forbids findings',
    needs: [
      ['report', 'flag', 'mention', 'list', 'raise'],
      ['issue', 'finding', 'problem', 'defect', 'bug', 'vulnerab'],
      ['not', "n't", 'never'],
    ],
    pattern:
      /\b(?:do\s+not|don't|never|must\s+not)\s+(?:report|flag|mention|list|raise)\s+(?:any\s+|the\s+)?(?:issues?|findings?|problems?|defects?|bugs?|vulnerabilit(?:y|ies))\s+(?:in|with|about|for|found\s+in)\s+(?:this|the)\s+(?:file|code|change|diff|patch|pull\s+request|pr|module|commit)\b[^\n]*/giu,
  },
  {
    what: 'claims an approval',
    needs: [
      ['team', 'board', 'department', 'lead'],
      ['approved', 'reviewed', 'audited', 'signed', 'cleared', 'verified'],
    ],
    pattern:
      /\b(?:security|review|audit|compliance|qa|platform)\s+(?:team|board|department|lead)\s+(?:has|have)\s+(?:already\s+)?(?:approved|reviewed|audited|signed\s+off|cleared|verified)\b[^\n]{0,120}\b(?:no\s+further\s+review|skip|confidence|verdict|do\s+not\s+(?:review|report|flag)|report\s+(?:nothing|no|a\s+pass))\b[^\n]*/giu,
  },
  {
    what: 'claims an approval',
    needs: [['audited', 'verified', 'approved', 'reviewed', 'cleared'], ['this']],
    pattern:
      /\bthis\s+(?:file|module|code|change|function)\s+(?:has\s+been|was|is)\s+(?:already\s+|fully\s+|formally\s+)*(?:audited|verified|approved|reviewed|cleared)\b[^\n]{0,120}\b(?:skip\s+(?:it|this|the)|no\s+further\s+review|do\s+not\s+(?:review|report|flag)|report\s+(?:nothing|no|confidence|a\s+pass)|confidence\s+(?:of\s+)?100|verdict)\b[^\n]*/giu,
  },
  {
    what: 'dictates a confidence',
    needs: [
      ['confidence', 'score'],
      ['100', '10', '9'],
    ],
    pattern:
      /\b(?:set|report|give|use|assign|return|state)\s+(?:a\s+|the\s+|all\s+|every\s+|each\s+)?(?:confidences?|scores?|alignment_score)\s+(?:(?:of|to|at|as|is|=)\s*)*(?:100|10|9\d)\b[^\n]*\b(?:review|file|finding|entry|entries|report|verdict|component)s?\b[^\n]*/giu,
  },
  {
    what: 'dictates a verdict',
    needs: [['verdict'], ['pass', 'approved', 'lgtm']],
    pattern:
      /(?<!["'`*“])\bverdict\s*(?:must\s+be|should\s+be|has\s+to\s+be|shall\s+be|is\s+always|:=|:|=)\s*["'`]?(?:pass|approved|lgtm)\b(?!["'`]?\s*(?:\||,|\/|or\b))[^\n{};]*\b(?:review|file|regardless|always|confidence|critical|finding)s?\b[^\n]*/giu,
  },
  {
    what: 'dictates a verdict',
    needs: [['verdict'], ['pass']],
    pattern:
      /\b(?:the\s+)?(?:final|correct|expected|only\s+valid|required)\s+verdict\s+(?:for\s+this\s+\w+\s+)?(?:is|must\s+be|should\s+be)\s*:?\s*["'`]?pass\b[^\n]*/giu,
  },
  {
    what: 'orders the reviewer',
    needs: [['reviewer', 'auditor', 'grader', 'review bot', 'review agent', 'review system', 'review tool']],
    pattern:
      /\b(?:AI|LLM|automated|automatic|model|machine)\s+(?:code\s+|security\s+)?(?:reviewers?|auditors?|graders?|review\s+(?:bot|agent|system|tool)s?)\b[^\n]{0,40}[:,]\s*(?:please\s+|you\s+(?:must|should|shall)\s+|always\s+)?(?:approve|pass|skip|ignore|do\s+not|don't|never|report|return|output|mark|treat|add|also|list|lower|set|give|recommend|respond|answer|rate|run|install|include|stop)\b[^\n]*/giu,
  },
  {
    what: 'orders the reviewer',
    needs: [['reviewer', 'auditor']],
    pattern:
      /\b(?:reviewer|auditor)s?\s*[:,]\s*(?:please\s+|you\s+(?:must|should|shall)\s+|always\s+)(?:pass\s+(?:this|the)|report\s+(?:no|nothing|only)|output|lower\s+(?:the|all|every)|mark\s+(?:this|the|all)|state\s+that)\b[^\n]*/giu,
  },
  {
    what: 'orders the reviewer',
    needs: [
      ['review', 'audit', 'evaluat', 'analy', 'grad'],
      ['file', 'code', 'module', 'repo', 'change', 'diff'],
    ],
    pattern:
      /\b(?:when|while|if|before|after)\s+(?:you\s+(?:are\s+)?(?:review|audit|evaluat|analy[sz]|grad)(?:ing|e)?|reviewing|auditing|grading)\s+(?:this|the)\s+(?:file|code|module|repository|repo|change|diff)\b[^\n]{0,80}\b(?:always|must|never|do\s+not|only|report|return|output|approve|pass|add|list|skip|lower|recommend|run|set)\b[^\n]*/giu,
  },
  {
    what: 'asks for an action',
    needs: [['next_actions', 'verified_components', 'next actions', 'verified components']],
    pattern:
      /\b(?:add|put|list|include|append)\b[^\n]{0,80}\b(?:to|in|under|among)\s+(?:the\s+|your\s+)?(?:required_next_actions|verified_components|next\s+actions|list\s+of\s+verified\s+components)\b[^\n]*/giu,
  },
  {
    what: 'empties a list',
    needs: [
      ['empty'],
      [
        'critical_failures',
        'pseudocode',
        'prd_mis',
        'broken_pipe',
        'missing_comp',
        'risk_points',
        'defect list',
        'lists of',
      ],
    ],
    pattern:
      /\b(?:leave|keep|return|report|make)\s+(?:the\s+|all\s+|every\s+)?(?:critical_failures|pseudocode_flags|prd_mismatches|broken_pipelines|missing_components|risk_points|defect\s+lists?|lists?\s+of\s+(?:findings|defects))\s+(?:as\s+)?empty\b[^\n]*/giu,
  },
  {
    what: 'judges another file',
    needs: [
      ['verified', 'approved', 'safe', 'clean', 'passing', 'passed'],
      ['report', 'mark', 'treat', 'state', 'say', 'confirm'],
    ],
    pattern:
      /\b(?:also\s+)?(?:report|mark|treat|state|say|confirm)\s+(?:that\s+)?[\w./-]+\.\w{1,5}\s+(?:is|as|are|was|has\s+been)\s+(?:fully\s+|already\s+)?(?:verified|approved|safe|clean|passing|passed)\b[^\n]*/giu,
  },
  {
    what: 'lowers a severity',
    needs: [
      ['severit', 'finding', 'confidence'],
      ['lower', 'downgrade', 'reduce', 'drop'],
    ],
    pattern:
      /\b(?:lower|downgrade|reduce|drop)\s+(?:the\s+|all\s+|every\s+|any\s+)?(?:severit(?:y|ies)|findings?|confidences?)\b[^\n]{0,60}\b(?:to|below|of|in)\b[^\n]{0,60}\b(?:this\s+(?:file|code|review|repository)|low|zero|0|informational|none)\b[^\n]{0,40}\b(?:review|report|file|code|finding)s?\b[^\n]*/giu,
  },
  {
    what: 'states a ground truth',
    needs: [
      ['ground truth', 'answer key', 'expected review', 'expected answer', 'expected output'],
      ['verified', 'pass', 'no defect', 'no finding', 'no issue', 'clean'],
    ],
    pattern:
      /\b(?:ground\s+truth|answer\s+key|expected\s+(?:review|answer|output)\s+of\s+the\s+(?:review|audit(?:or)?|model))\b[^\n]{0,80}\b(?:verified|pass|no\s+(?:defects?|findings?|issues?)|clean)\b[^\n]*/giu,
  },
  {
    what: 'overrides instructions',
    needs: [
      ['task', 'instruction', 'prompt', 'objective', 'role'],
      ['new', 'updated', 'real', 'actual', 'revised'],
      ['verdict', 'review', 'approve', 'pass', 'finding', 'defect', 'issue'],
    ],
    pattern:
      /\b(?:new|updated|real|actual|revised)\s+(?:task|instructions?|system\s+prompt|objective|role)\s*:\s*[^\n]{0,100}\b(?:verdict|review|approve|pass|findings?|defects?|issues?)\b[^\n]*/giu,
  },
  {
    what: 'overrides instructions',
    needs: [
      ['review', 'audit', 'analysis'],
      ['stop', 'end', 'abort', 'cancel', 'suspend'],
    ],
    pattern:
      /\b(?:stop|end|abort|cancel|suspend)\s+(?:the\s+|your\s+|this\s+)?(?:review|audit|analysis)\s+(?:here|now|at\s+this\s+(?:line|point))\b[^\n]*/giu,
  },
  {
    what: 'casts the reviewer',
    needs: [
      ['pretend', 'imagine', 'act as', 'role-play', 'roleplay', 'assume', 'suppose'],
      ['approv', 'pass', 'verified', 'reviewed', 'defect', 'finding', 'issue'],
    ],
    pattern:
      /\b(?:pretend|imagine|act\s+as\s+if|role-?play|assume|suppose)\b[^\n]{0,80}\b(?:you\s+(?:are|have)|the\s+(?:review|audit)|all\s+tests)\b[^\n]{0,100}\b(?:approv(?:e|ed|es)|pass(?:ed|es)?|no\s+(?:defects?|findings?|issues?)|already\s+(?:reviewed|verified)|verified)\b[^\n]*/giu,
  },
];
