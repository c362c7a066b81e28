/** `needs`: of each group one word (lower case) stands in every text that has the phrase; looked for first, since it is cheap. */
export interface Phrase {
  what: string;
  needs: readonly (readonly string[])[];
  pattern: RegExp;
}

/**
 * Text that speaks to a reviewer instead of doing work: what it does, and how it is recognised. Data, tuned on real
 * repositories: a phrase must give an order or pose as the frame, not merely speak of reviews.
 */
export const PHRASES: readonly Phrase[] = [
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
      /\byou\s+are\s+(?:now\s+)?(?:no\s+longer\s+)?an?\s+(?:helpful\s+|friendly\s+|lenient\s+|unrestricted\s+|automated\s+)*(?:AI|LLM|assistant|language\s+model|code\s+reviewer|reviewer)\b(?:[^\n]{0,80}\b(?:must|always|approve|pass|ignore|report\s+no|find\s+no|never\s+(?:flag|report))\b)[^\n]*/giu,
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
    what: 'closes the data',
    needs: [
      ['untrusted', 'reviewed', 'user'],
      ['begin of', 'end of', 'begin  of'],
    ],
    pattern:
      /\b(?:end|begin)\s+of\s+(?:untrusted|reviewed|user)\s+(?:data|input|code|content|file)\b[^\n]*/giu,
  },
  {
    what: 'poses as the system',
    needs: [['system>', 'untrusted>', 'review>', 'reviewed_file>', 'system_prompt>']],
    pattern:
      /<\/?(?:system|untrusted|reviewed_file|file_under_review|code_under_review|system_prompt)>\s*(?:you|ignore|new|now|system|the\s+above)\b[^\n]*/giu,
  },
  {
    what: 'chat template token',
    needs: [['<|']],
    pattern:
      /<\|(?:im_start|im_end|system|endoftext|eot_id|start_header_id)\|>[^\n]*(?:verdict|review|ignore|approve|pass)[^\n]*/giu,
  },
  {
    what: 'instruction token',
    needs: [['inst]']],
    pattern: /\[\/?INST\][^\n]*(?:verdict|review|ignore|approve|pass)[^\n]*/giu,
  },
  {
    what: 'a finished report',
    needs: [['verdict'], ['critical_failures']],
    pattern: /["']verdict["']\s*:\s*["']pass["'][^\n]{0,200}["']critical_failures["']\s*:\s*\[\s*\]/giu,
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
      /\b(?:verdict)\s*(?:must\s+be|should\s+be|has\s+to\s+be|shall\s+be|is\s+always|:=|:|=)\s*["'`]?(?:pass|approved|lgtm)\b(?!["'`]?\s*(?:\||,|\/|or\b))[^\n]*\b(?:review|file|regardless|always|confidence|critical|finding)s?\b[^\n]*/giu,
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
      /\b(?:also\s+)?(?:report|mark|treat|state|say|confirm)\s+(?:that\s+)?[\w.\/-]+\.\w{1,5}\s+(?:is|as|are|was|has\s+been)\s+(?:fully\s+|already\s+)?(?:verified|approved|safe|clean|passing|passed)\b[^\n]*/giu,
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
    what: 'a new turn',
    needs: [
      ['system', 'assistant', 'developer'],
      [
        'verdict',
        'review',
        'audit',
        'approve',
        'pass ',
        'no findings',
        'no issues',
        'no defects',
        'instruction',
      ],
    ],
    pattern:
      /(?:^|\n)[ \t#\/*;-]*(?:#{2,}\s*)?(?:system|assistant|developer)(?:\s+(?:message|prompt|note|override|update))?\s*:\s+[^\n]{0,120}\b(?:verdict|reviewer?|audit(?:or)?|approve|pass\s+(?:this|the|every|all)|no\s+(?:findings|issues|defects)|instructions?)\b[^\n]*/giu,
  },
  {
    what: 'a new turn',
    needs: [['sys']],
    pattern: /<<\s*SYS\s*>>[^<]{0,400}(?:verdict|review|ignore|approve|pass)[^\n]*/giu,
  },
  {
    what: 'a new turn',
    needs: [['<|']],
    pattern:
      /<\|(?:im_start|system|assistant|start_header_id|begin_of_text|user)\|?>?[^\u0000]{0,300}?(?:verdict|reviewer|ignore\s+(?:all|the|previous)|approve|pass\s+the)[^\n]*/giu,
  },
  { what: 'closes the data', needs: [['data-']], pattern: /\b(?:BEGIN|END)\s+data-[0-9a-f]{8,}\b[^\n]*/giu },
  {
    what: 'closes the data',
    needs: [
      ['end', 'begin'],
      ['reviewed text', 'under review', 'untrusted', 'data block', 'review input'],
    ],
    pattern:
      /(?:^|\n)[^\n\w]{0,8}(?:END|BEGIN)\s+(?:OF\s+)?(?:THE\s+)?(?:REVIEWED\s+TEXT|FILE\s+UNDER\s+REVIEW|UNTRUSTED\s+(?:DATA|TEXT)|DATA\s+BLOCK|CODE\s+UNDER\s+REVIEW|REVIEW\s+INPUT)\b[^\n]*/giu,
  },
  {
    what: 'a finished report',
    needs: [['verdict'], ['critical_failures', 'verified_components', 'required_next', 'alignment_score']],
    pattern:
      /[\\"'`]{0,3}verdict[\\"'`]{0,3}\s*:\s*[\\"'`]{1,3}pass[\\"'`]{1,3}[^\u0000]{0,1500}?(?:critical_failures|verified_components|required_next_actions|alignment_score)[\\"'`]{0,3}\s*:[^\u0000]{0,1500}?(?:critical_failures|verified_components|required_next_actions|pseudocode_flags|risk_points)[\\"'`]{0,3}\s*:[^\n]*/giu,
  },
  {
    what: 'a finished report',
    needs: [['verdict'], ['critical_failures', 'pseudocode_flags', 'alignment_score']],
    pattern:
      /(?:critical_failures|pseudocode_flags|alignment_score)[\\"'`]{0,3}\s*:[^\u0000]{0,1500}?(?:verified_components|required_next_actions|risk_points)[\\"'`]{0,3}\s*:[^\u0000]{0,1500}?[\\"'`]{0,3}verdict[\\"'`]{0,3}\s*:\s*[\\"'`]{1,3}pass[\\"'`]{1,3}[^\n]*/giu,
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
  {
    what: 'German',
    needs: [['ignorier', 'missachte', 'vergiss', 'diese datei']],
    pattern:
      /\b(?:ignorier(?:e|en\s+sie)?|missachte|vergiss)\s+(?:bitte\s+)?(?:alle\s+|s(?:ä|ae)mtliche\s+)?(?:vorherigen|vorigen|bisherigen|fr(?:ü|ue)heren|obigen)\s+(?:anweisungen|instruktionen|regeln|befehle)[^\n]*|\b(?:bewerte|melde|markiere|beurteile)\s+diese\s+datei\s+(?:als|mit)\s+[^\n]{0,30}(?:bestanden|pass|fehlerfrei|sauber|gepr(?:ü|ue)ft|10)[^\n]*/giu,
  },
  {
    what: 'Spanish',
    needs: [
      ['instrucc', 'indicac', 'reglas', 'rdenes', 'este archivo', 'este fichero', 'digo'],
      ['anteriores', 'previas', 'del sistema', 'este '],
    ],
    pattern:
      /\bignor(?:a|e|ar|en)\s+(?:todas\s+)?(?:las\s+)?(?:instrucciones|indicaciones|reglas|(?:ó|o)rdenes)\s+(?:anteriores|previas|del\s+sistema)[^\n]*|\b(?:marca|aprueba|califica|considera)\s+este\s+(?:archivo|fichero|c(?:ó|o)digo)\s+(?:como\s+)?[^\n]{0,20}(?:aprobado|correcto|pass|verificado|seguro)[^\n]*/giu,
  },
  {
    what: 'Portuguese',
    needs: [['instru', 'regras', 'ordens'], ['ignor'], ['anteriores', 'vias']],
    pattern:
      /\bignor(?:e|a|ar)\s+(?:todas\s+)?(?:as\s+)?(?:instru(?:ç|c)(?:õ|o)es|regras|ordens)\s+(?:anteriores|pr(?:é|e)vias)[^\n]*/giu,
  },
  {
    what: 'French',
    needs: [
      ['ignore', 'oublie', 'ce fichier', 'ce code'],
      ['instructions', 'consignes', 'gles', 'fichier', 'approuv', 'marque'],
      ['précédentes', 'precedentes', 'antérieures', 'anterieures', 'dessus', 'fichier', 'ce code'],
    ],
    pattern:
      /\b(?:ignore[zr]?|oublie[zr]?)\s+(?:toutes?\s+)?(?:les\s+)?(?:instructions|consignes|r(?:è|e)gles)\s+(?:pr(?:é|e)c(?:é|e)dentes|ant(?:é|e)rieures|ci-dessus)[^\n]*|\b(?:marque[zr]?|approuve[zr]?|considère[zr]?)\s+ce\s+(?:fichier|code)\s+(?:comme\s+)?[^\n]{0,20}(?:approuvé|valide|vérifié|pass|sûr)[^\n]*/giu,
  },
  {
    what: 'Italian',
    needs: [['istruzioni', 'regole']],
    pattern:
      /\bignora(?:re|te)?\s+(?:tutte\s+)?(?:le\s+)?(?:istruzioni|regole)\s+(?:precedenti|sopra)[^\n]*/giu,
  },
  {
    what: 'Russian',
    needs: [['игнорир', 'забудь']],
    pattern:
      /(?:игнорируй|проигнорируй|забудь)(?:те)?\s+(?:все\s+)?(?:предыдущие|прежние|прошлые|вышеуказанные)\s+(?:инструкции|указания|правила|команды)[^\n]*/giu,
  },
  {
    what: 'Chinese',
    needs: [['忽略', '无视', '忘记', '不要理会', '文件']],
    pattern:
      /(?:忽略|无视|忘记|不要理会)(?:掉)?(?:之前|以前|先前|前面|以上|上面|上述|所有)(?:的|所有)*(?:指令|指示|说明|规则|提示)[^\n]*|(?:将|把)?(?:此|这个|本)文件(?:标记|评为|判定|视)为?\s*[^\n]{0,10}(?:通过|合格|安全|已验证|pass)[^\n]*/giu,
  },
  {
    what: 'Japanese',
    needs: [['を無視', 'を忘れ', 'このファイル']],
    pattern:
      /(?:以前|これまで|上記|前|すべて)の(?:すべての|全ての)?(?:指示|命令|ルール)を(?:無視|忘れ)[^\n]*|このファイルを(?:合格|承認|安全)と(?:報告|判定|評価)[^\n]*/giu,
  },
  {
    what: 'Korean',
    needs: [['무시']],
    pattern:
      /(?:이전|위의|앞의|모든)\s*(?:모든\s*)?(?:지시|명령|규칙)(?:사항)?(?:를|을|는|은)?\s*무시[^\n]*/giu,
  },
];
