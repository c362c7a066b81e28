/** What an outline entry is. */
export type EntryKind = 'function' | 'method' | 'class' | 'type' | 'heading' | 'table' | 'key';

/** `module`: shown as a class, but functions in it are functions, not methods. */
export type DeclarationKind = 'function' | 'class' | 'type' | 'module';

/** Node kinds of one grammar, as the outline, the shards and the symbols need them. */
export interface LanguageKinds {
  /** Declarations that carry a name. */
  declarations: Record<string, DeclarationKind>;
  /** Nodes that are a declaration only where the named field holds a function (`const f = () => …`). */
  holders?: Record<string, string>;
  /** Nodes that are a declaration only with one of these bodies among their children (`struct s { … }`, not `struct s *p`). */
  bodied?: Record<string, string> | undefined;
  /** Functions without a name of their own, kept whole as well. */
  anonymous: string[];
  /**
   * Parents that make an anonymous function a mere wrapper (the callback of `describe`, a module in a call) when most of
   * it is other functions; a wrapper is cut between those.
   */
  wrappers?: string[];
  /** What a line directly above a declaration starts with when it belongs to it (trimmed). */
  leads: string[];
}

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
  },
  anonymous: ['arrow_function', 'function_expression', 'generator_function'],
  wrappers: ['arguments', 'parenthesized_expression', 'unary_expression', 'call_expression'],
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
    anonymous: ['closure_expression'],
    leads: ['///', '//', '/*', '#['],
  },
  typescript: typed,
  tsx: typed,
  javascript: ecma,
  python: {
    declarations: { function_definition: 'function', class_definition: 'class' },
    anonymous: [],
    leads: ['#', '@'],
  },
  go: {
    declarations: {
      function_declaration: 'function',
      method_declaration: 'function',
      type_spec: 'type',
      type_alias: 'type',
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
    },
    anonymous: ['lambda_expression'],
    leads: ['//', '/*', 'template'],
  },
  csharp: {
    declarations: {
      method_declaration: 'function',
      constructor_declaration: 'function',
      destructor_declaration: 'function',
      operator_declaration: 'function',
      local_function_statement: 'function',
      class_declaration: 'class',
      struct_declaration: 'class',
      record_declaration: 'class',
      interface_declaration: 'class',
      enum_declaration: 'type',
      delegate_declaration: 'type',
      namespace_declaration: 'module',
    },
    anonymous: [
      'lambda_expression',
      'anonymous_method_expression',
      'property_declaration',
      'indexer_declaration',
    ],
    leads: ['//', '/*', '['],
  },
  ruby: {
    declarations: { method: 'function', singleton_method: 'function', class: 'class', module: 'class' },
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
    anonymous: ['anonymous_function', 'arrow_function'],
    wrappers: ['argument', 'parenthesized_expression'],
    leads: ['//', '/*', '#'],
  },
  kotlin: {
    declarations: {
      function_declaration: 'function',
      secondary_constructor: 'function',
      class_declaration: 'class',
      object_declaration: 'class',
      companion_object: 'class',
      type_alias: 'type',
    },
    anonymous: ['anonymous_function'],
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
    anonymous: [],
    leads: ['//', '/*', '@'],
  },
};
