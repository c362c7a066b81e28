import type { LanguageKinds, SyntaxRule } from './language-kinds';

export type { DeclarationKind, EntryKind, LanguageKinds } from './language-kinds';

const ecma: LanguageKinds = {
  declarations: {
    function_declaration: 'function',
    generator_function_declaration: 'function',
    method_definition: 'function',
    class_declaration: 'class',
  },
  holders: {
    variable_declarator: 'value',
    field_definition: 'value',
    pair: 'value',
    assignment_expression: 'right',
    export_statement: 'value',
  },
  named: { function_expression: 'function', generator_function: 'function', class: 'class' },
  anonymous: ['arrow_function', 'function_expression', 'generator_function'],
  wrappers: ['arguments', 'parenthesized_expression', 'unary_expression', 'call_expression'],
  opens: /(?:=>\s*[{(]?|\bfunction\b[^{}]*\{|^\s*(?:async |static |get |set )*[\w$#]+\([^{}]*\)[^{}]*\{)\s*$/,
  leads: ['//', '/*', '@'],
};

const typed: LanguageKinds = {
  ...ecma,
  declarations: {
    ...ecma.declarations,
    abstract_method_signature: 'function',
    function_signature: 'function',
    abstract_class_declaration: 'class',
    interface_declaration: 'type',
    type_alias_declaration: 'type',
    enum_declaration: 'type',
    internal_module: 'module',
    module: 'module',
  },
  holders: {
    variable_declarator: 'value',
    public_field_definition: 'value',
    pair: 'value',
    assignment_expression: 'right',
    export_statement: 'value',
  },
};

const c: LanguageKinds = {
  declarations: {
    function_definition: 'function',
    struct_specifier: 'type',
    union_specifier: 'type',
    enum_specifier: 'type',
    type_definition: 'type',
    preproc_function_def: 'function',
  },
  bodied: {
    struct_specifier: 'field_declaration_list',
    union_specifier: 'field_declaration_list',
    class_specifier: 'field_declaration_list',
    enum_specifier: 'enumerator_list',
  },
  anonymous: [],
  leads: ['//', '/*'],
};

/** A property or event with code: `=> value`, or accessors with bodies (not `{ get; set; }`). */
const csharpBody: SyntaxRule[] = [{ kind: 'block' }, { kind: 'arrow_expression_clause' }];
const csharpCode: SyntaxRule = {
  any: [
    { kind: 'arrow_expression_clause' },
    { kind: 'accessor_list', has: { kind: 'accessor_declaration', has: { any: csharpBody } } },
  ],
};

/** The languages whose outline and shards come from a syntax tree. */
export const NODE_KINDS: Readonly<Record<string, LanguageKinds>> = {
  rust: {
    declarations: {
      function_item: 'function',
      function_signature_item: 'function',
      macro_definition: 'function',
      impl_item: 'class',
      trait_item: 'class',
      struct_item: 'type',
      enum_item: 'type',
      union_item: 'type',
      type_item: 'type',
      mod_item: 'module',
    },
    holders: { let_declaration: 'value', static_item: 'value', const_item: 'value' },
    anonymous: ['closure_expression'],
    leads: ['///', '//', '/*', '#['],
  },
  typescript: typed,
  tsx: typed,
  javascript: ecma,
  python: {
    declarations: { function_definition: 'function', class_definition: 'class' },
    holders: { assignment: 'right' },
    anonymous: ['lambda'],
    leads: ['#', '@'],
  },
  go: {
    declarations: {
      function_declaration: 'function',
      method_declaration: 'function',
      type_spec: 'type',
      type_alias: 'type',
    },
    holders: {
      var_spec: { kind: 'expression_list', has: { kind: 'func_literal' } },
      short_var_declaration: { kind: 'expression_list', has: { kind: 'func_literal' } },
    },
    anonymous: ['func_literal'],
    leads: ['//', '/*'],
  },
  java: {
    declarations: {
      method_declaration: 'function',
      constructor_declaration: 'function',
      compact_constructor_declaration: 'function',
      class_declaration: 'class',
      record_declaration: 'class',
      interface_declaration: 'class',
      enum_declaration: 'class',
      annotation_type_declaration: 'type',
    },
    holders: { variable_declarator: 'value' },
    anonymous: ['lambda_expression', 'static_initializer'],
    leads: ['//', '/*', '@'],
  },
  c,
  cpp: {
    bodied: c.bodied,
    declarations: {
      ...c.declarations,
      class_specifier: 'class',
      struct_specifier: 'class',
      namespace_definition: 'module',
      alias_declaration: 'type',
      concept_definition: 'type',
    },
    holders: { init_declarator: 'value' },
    anonymous: ['lambda_expression'],
    leads: ['//', '/*', 'template'],
  },
  csharp: {
    declarations: {
      method_declaration: 'function',
      constructor_declaration: 'function',
      destructor_declaration: 'function',
      operator_declaration: 'function',
      conversion_operator_declaration: 'function',
      indexer_declaration: 'function',
      local_function_statement: 'function',
      class_declaration: 'class',
      struct_declaration: 'class',
      record_declaration: 'class',
      interface_declaration: 'class',
      enum_declaration: 'type',
      delegate_declaration: 'type',
      namespace_declaration: 'module',
    },
    holders: { property_declaration: csharpCode, event_declaration: csharpCode },
    anonymous: [
      'lambda_expression',
      'anonymous_method_expression',
      'property_declaration',
      'event_declaration',
    ],
    leads: ['//', '/*', '['],
  },
  ruby: {
    declarations: {
      method: 'function',
      singleton_method: 'function',
      class: 'class',
      singleton_class: 'class',
      module: 'class',
    },
    holders: { assignment: 'right' },
    anonymous: ['lambda'],
    leads: ['#'],
  },
  php: {
    declarations: {
      function_definition: 'function',
      method_declaration: 'function',
      class_declaration: 'class',
      interface_declaration: 'class',
      trait_declaration: 'class',
      enum_declaration: 'class',
    },
    holders: { assignment_expression: 'right' },
    anonymous: ['anonymous_function', 'arrow_function'],
    wrappers: ['argument', 'parenthesized_expression'],
    leads: ['//', '/*', '#'],
  },
  kotlin: {
    declarations: {
      function_declaration: 'function',
      secondary_constructor: 'function',
      getter: 'function',
      setter: 'function',
      class_declaration: 'class',
      object_declaration: 'class',
      companion_object: 'class',
      type_alias: 'type',
    },
    bodied: { getter: 'function_body', setter: 'function_body' },
    holders: { property_declaration: { any: [{ kind: 'lambda_literal' }, { kind: 'anonymous_function' }] } },
    anonymous: ['anonymous_function', 'lambda_literal', 'anonymous_initializer'],
    wrappers: ['annotated_lambda', 'value_argument'],
    leads: ['//', '/*', '@'],
  },
  swift: {
    declarations: {
      function_declaration: 'function',
      protocol_function_declaration: 'function',
      init_declaration: 'function',
      deinit_declaration: 'function',
      subscript_declaration: 'function',
      class_declaration: 'class',
      protocol_declaration: 'class',
      typealias_declaration: 'type',
    },
    holders: {
      property_declaration: {
        any: [{ kind: 'computed_property' }, { kind: 'willset_didset_block' }, { kind: 'lambda_literal' }],
      },
    },
    anonymous: ['lambda_literal', 'computed_property', 'willset_didset_block'],
    wrappers: ['call_suffix', 'value_argument'],
    leads: ['//', '/*', '@'],
  },
};
