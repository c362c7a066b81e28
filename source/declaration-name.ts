import type { SyntaxNode } from './syntax';

const NAMED_FIELDS = ['name', 'declarator', 'left', 'key', 'pattern'];
const NAME_KINDS = new Set([
  'identifier',
  'simple_identifier',
  'type_identifier',
  'field_identifier',
  'property_identifier',
  'constant',
  'name',
  'variable_declaration',
]);
/** Declarations whose heading says more than a name would. */
const HEADED = new Set(['impl_item']);
const BY_KIND: Readonly<Record<string, string>> = {
  init_declaration: 'init',
  deinit_declaration: 'deinit',
  subscript_declaration: 'subscript',
  companion_object: 'Companion',
  secondary_constructor: 'constructor',
  indexer_declaration: 'this[]',
  export_statement: 'default',
};

/** Names made of more than one part of the declaration, or of what stands before it. */
const MADE_OF: Readonly<Record<string, (node: SyntaxNode) => string>> = {
  operator_declaration: (node) => `operator ${node.field('operator')?.text() ?? ''}`,
  conversion_operator_declaration: (node) => `operator ${node.field('type')?.text() ?? ''}`,
  destructor_declaration: (node) => `~${node.field('name')?.text() ?? ''}`,
  singleton_class: (node) => `class << ${node.field('value')?.text() ?? ''}`,
  operator_cast: (node) => `operator ${node.field('type')?.text() ?? ''}`,
  variable_declaration: (node) => node.children()[0]?.text() ?? '',
  getter: (node) => `get ${propertyBefore(node)}`,
  setter: (node) => `set ${propertyBefore(node)}`,
};

/** The accessors of a Kotlin property stand beside it. */
function propertyBefore(accessor: SyntaxNode): string {
  let before = accessor.prev();
  // The other accessor or a comment may stand between; hostile code must not make each look at all before it.
  for (let steps = 0; steps < 3 && before && before.kind() !== 'property_declaration'; steps++)
    before = before.prev();
  if (before?.kind() !== 'property_declaration') return '';
  return declarationName(before) ?? '';
}

/** Name of a declaration, in one line; undefined for what has none (an anonymous struct). */
export function declarationName(node: SyntaxNode): string | undefined {
  const kind = node.kind() as string;
  if (HEADED.has(kind)) return oneLine(headingOf(node.text()));
  const fixed = BY_KIND[kind];
  if (fixed !== undefined) return fixed;
  if (Object.hasOwn(MADE_OF, kind)) return oneLine(MADE_OF[kind]?.(node) ?? '');
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
  const made = MADE_OF[(named?.kind() as string | undefined) ?? ''];
  const name = named && named.id() !== node.id() ? oneLine(made ? made(named) : named.text()) : '';
  return name === '' ? undefined : name;
}

function fieldOf(node: SyntaxNode): SyntaxNode | null {
  if (NAME_KINDS.has(node.kind() as string)) return null;
  if (
    /^(qualified_identifier|template_function|destructor_name|operator_name|operator_cast|member_expression|computed_property_name|string)$/.test(
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
