import { basename } from 'node:path/posix';
import { maskSecrets } from '../../review/mask-secrets';

const NAMES = new Set([
  '.netrc',
  '_netrc',
  '.git-credentials',
  '.htpasswd',
  '.pgpass',
  '.dockercfg',
  '.vault-token',
  '.s3cfg',
  '.boto',
  'kubeconfig',
  'terraform.tfstate',
  'terraform.tfstate.backup',
  'application_default_credentials.json',
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ecdsa_sk',
  'id_ed25519',
  'id_ed25519_sk',
]);
const PATHS =
  /(?:^|\/)(?:\.aws\/credentials|\.docker\/config\.json|\.kube\/config|\.cargo\/credentials(?:\.toml)?|\.gem\/credentials|\.azure\/[^/]*tokens?[^/]*\.json|\.config\/gh\/hosts\.yml)$/i;
const ENDS =
  /(?:\.(?:key|p8|p12|pfx|pkcs12|jks|jceks|keystore|ppk|kdbx?|tfstate|kubeconfig)|\.tfvars(?:\.json)?|(?:^|[._-])secrets?\.(?:ya?ml|json|toml))$/i;
const ENV = /^(?:\.env(?:\..+|rc)?|[\w-]+\.env)$/i;
/** Names that are there to be filled in by somebody else. */
const TEMPLATE = /[._-](?:examples?|samples?|templates?|tmpl|dist|defaults?)(?:\.|$)/i;

/** Settings of package managers and the like: a store only with a credential in it. */
const MAY_HOLD = /^(?:\.npmrc|\.pypirc|\.yarnrc(?:\.yml)?|pip\.conf|nuget\.config|\.my\.cnf|\.envrc)$/i;

const PRIVATE_BLOCK =
  /^\uFEFF?\s{0,200}(?:(?:#|Bag Attributes|localKeyID|friendlyName|subject|issuer|Key Attributes)[^\n]{0,400}\n\s{0,200}){0,20}(?:-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File|AGE-SECRET-KEY-1)/;
const SERVICE_ACCOUNT = /"private_key(?:_id)?"\s{0,20}:\s{0,20}"/;
const KUBE_CONFIG = /^kind:\s{0,20}["']?Config\b/m;
const KUBE_SECRET = /^kind:\s{0,20}["']?Secret["']?\s{0,20}$/m;
const KUBE_DATA =
  /^(?:data|stringData):[ \t]{0,20}\n(?:[ \t]+#[^\n]*\n){0,20}[ \t]+[\w."'-]+:[ \t]{0,20}(?![ \t]{0,20}["']?(?:\{\{|\$\{|ENC\[|["']?\s*$))\S/m;
const DOCKER_AUTHS = /"auths"\s{0,20}:[\s\S]{0,4000}"(?:auth|identitytoken)"\s{0,20}:\s{0,20}"[^"]/;

/** Whether a file is there to hold secrets, by its path: such files are not sent. */
export function isSecretStoreName(path: string): boolean {
  const name = basename(path);
  if (TEMPLATE.test(name)) return false;
  return (
    NAMES.has(name.toLowerCase()) ||
    (ENV.test(name) && !MAY_HOLD.test(name)) ||
    ENDS.test(name) ||
    PATHS.test(path)
  );
}

/** The same by its text: keys, service accounts, cluster secrets, and settings or templates with a credential filled in. */
export function isSecretStoreText(path: string, text: string): boolean {
  if (PRIVATE_BLOCK.test(text)) return true;
  const name = basename(path);
  if (/\.(?:pem|asc|crt|cer|cert)$/i.test(name)) return text.includes('PRIVATE KEY');
  if (MAY_HOLD.test(name) || (TEMPLATE.test(name) && isSecretStoreName(withoutTemplate(path))))
    return maskSecrets(text).count > 0;
  if (/\.json$/i.test(name))
    return (SERVICE_ACCOUNT.test(text) && text.includes('PRIVATE KEY')) || DOCKER_AUTHS.test(text);
  if (!/\.ya?ml$/i.test(name)) return false;
  if (KUBE_CONFIG.test(text)) return /^\s*(?:client-key-data|token|password):\s*\S/m.test(text);
  return KUBE_SECRET.test(text) && KUBE_DATA.test(text);
}

/** `.env.example` → `.env`. */
function withoutTemplate(path: string): string {
  return path.replace(/[._-](?:examples?|samples?|templates?|tmpl|dist|defaults?)(?=\.|$)/gi, '');
}
