import type { Phrase } from './phrase';

/** The commonest orders in other languages. */
export const LANGUAGES: readonly Phrase[] = [
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
