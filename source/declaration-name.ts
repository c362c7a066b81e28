import type { SyntaxNode } from './syntax';

const NAMED_FIELDS = ['name', 'declarator', 'left', 'key'];
const NAME_KINDS = new Set([
  'identifier',
  'simple_identifier',
  'type_identifier',
  'field_identifier',
  'property_identifier',
  'constant',
  'name',
]);
/** Declarations whose heading says more than a name would. */
const HEADED = new Set(['impl_item']);
const BY_KIND: Readonly<Record<string, string>> = {
  init_declaration: 'init',
  deinit_declaration: 'deinit',
  subscript_declaration: 'subscript',
  companion_object: 'Companion',
  secondary_constructor: 'constructor',
};

/** Name of a declaration, in one line; undefined for what has none (an anonymous struct). */
export function declarationName(node: SyntaxNode): string | undefined {
  const kind = node.kind() as string;
  if (HEADED.has(kind)) return oneLine(headingOf(node.text()));
  const fixed = BY_KIND[kind];
  if (fixed !== undefined) return fixed;
  // C hides the name in a chain of declarators: *f(int) is a pointer to a function that f declares.
  let inner: SyntaxNode | null = node;
  for (let depth = 0; inner && depth < 12; depth++) {
    const next: SyntaxNode | null = fieldOf(inner);
    if (!next) break;
    inner = next;
  }
  const named =
    inner && inner.id() !== node.id()
      ? inner
      : node.children().find((child) => NAME_KINDS.has(child.kind() as string));
  const name = named && named.id() !== node.id() ? oneLine(named.text()) : '';
  return name === '' ? undefined : name;
}

function fieldOf(node: SyntaxNode): SyntaxNode | null {
  if (NAME_KINDS.has(node.kind() as string)) return null;
  if (
    /^(qualified_identifier|template_function|destructor_name|operator_name|member_expression|computed_property_name|string)$/.test(
      node.kind() as string,
    )
  ) {
    return null;
  }
  for (const field of NAMED_FIELDS) {
    const found: SyntaxNode | null = node.field(field);
    if (found) return found;
  }
  // Reference declarators of C++ have no field.
  return String(node.kind()).endsWith('_declarator')
    ? (node.children().find((child) => String(child.kind()).endsWith('declarator')) ?? null)
    : null;
}

function headingOf(text: string): string {
  const brace = text.indexOf('{');
  return brace < 0 ? text : text.slice(0, brace);
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 120 ? `${Array.from(flat).slice(0, 120).join('')}…` : flat;
}
