import {
  Kind,
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  KnownArgumentNamesRule,
  type OperationDefinitionNode,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  FieldsOnCorrectTypeRule,
  KnownDirectivesRule,
  KnownFragmentNamesRule,
  KnownTypeNamesRule,
  NoUndefinedVariablesRule,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  OverlappingFieldsCanBeMergedRule,
  PossibleFragmentSpreadsRule,
  specifiedRules,
  validate,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  VariablesInAllowedPositionRule,
} from "graphql";

/** An entry of `errors` as Shopify writes it. */
export interface ShopifyError {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  extensions: Record<string, unknown>;
}

interface Description {
  message: string;
  extensions: Record<string, unknown>;
}

/** How one of graphql-js's rules is told in Shopify's words. Groups are the quoted names in the original message. */
type Describe = (names: string[], error: GraphQLError) => Description;

const RULES: readonly [ValidationRule, Describe][] = [
  [
    FieldsOnCorrectTypeRule,
    ([field = "", type = ""]) => ({
      message: `Field '${field}' doesn't exist on type '${type}'`,
      extensions: { code: "undefinedField", typeName: type, fieldName: field },
    }),
  ],
  [
    KnownArgumentNamesRule,
    ([argument = "", place = ""]) => {
      const name = place.split(".").at(-1) ?? place;
      return {
        message: `Field '${name}' doesn't accept argument '${argument}'`,
        extensions: { code: "argumentNotAccepted", name, typeName: "Field", argumentName: argument },
      };
    },
  ],
  [
    ProvidedRequiredArgumentsRule,
    ([field = "", argument = ""]) => ({
      message: `Field '${field}' is missing required arguments: ${argument}`,
      extensions: { code: "missingRequiredArguments", className: "Field", name: field, arguments: argument },
    }),
  ],
  [ValuesOfCorrectTypeRule, (names, error) => describeValue(names, error)],
  [
    ScalarLeafsRule,
    ([field = "", type = ""], error) => ({
      message: error.message.includes("must not have a selection")
        ? `Selections can't be made on scalars (field '${field}' returns ${type} but has selections)`
        : `Field must have selections (field '${field}' returns ${type} but has no selections. Did you mean '${field} { ... }'?)`,
      extensions: { code: "selectionMismatch", nodeName: `field '${field}'`, typeName: type },
    }),
  ],
  [
    NoUndefinedVariablesRule,
    ([variable = "", operation = "anonymous query"]) => ({
      message: `Variable ${variable} is used by ${operation} but not declared`,
      extensions: { code: "variableNotDefined", variableName: variable.slice(1) },
    }),
  ],
  [
    NoUnusedVariablesRule,
    ([variable = "", operation = "anonymous query"]) => ({
      message: `Variable ${variable} is declared by ${operation} but not used`,
      extensions: { code: "variableNotUsed", variableName: variable.slice(1) },
    }),
  ],
  [
    VariablesInAllowedPositionRule,
    ([variable = "", given = "", wanted = ""]) => ({
      message: `Type mismatch on variable ${variable} (${given} / ${wanted})`,
      extensions: {
        code: "variableMismatch",
        variableName: variable.slice(1),
        typeName: given,
        errorMessage: "Type mismatch",
      },
    }),
  ],
  [
    KnownFragmentNamesRule,
    ([fragment = ""]) => ({
      message: `Fragment ${fragment} was used, but not defined`,
      extensions: { code: "useAndDefineFragment", fragmentName: fragment },
    }),
  ],
  [
    NoUnusedFragmentsRule,
    ([fragment = ""]) => ({
      message: `Fragment ${fragment} was defined, but not used`,
      extensions: { code: "useAndDefineFragment", fragmentName: fragment },
    }),
  ],
  [
    PossibleFragmentSpreadsRule,
    (_names, error) => ({ message: error.message, extensions: { code: "cannotSpreadFragment" } }),
  ],
  [
    OverlappingFieldsCanBeMergedRule,
    ([field = ""], error) => ({ message: error.message, extensions: { code: "fieldConflict", fieldName: field } }),
  ],
  [
    KnownTypeNamesRule,
    ([type = ""]) => ({
      message: `No such type ${type}, so it can't be a fragment condition`,
      extensions: { code: "undefinedType", typeName: type },
    }),
  ],
  [
    KnownDirectivesRule,
    ([directive = ""]) => ({
      message: `Directive ${directive} is not defined`,
      extensions: { code: "undefinedDirective", directiveName: directive.replace("@", "") },
    }),
  ],
];

function describeValue(names: string[], error: GraphQLError): Description {
  const missing = /^Field "(\w+)\.(\w+)" of required type "(.+)" was not provided/.exec(error.message);
  if (missing !== null) {
    const [, type = "", field = "", fieldType = ""] = missing;
    return {
      message: `Argument '${field}' on InputObject '${type}' is required. Expected type ${fieldType}`,
      extensions: {
        code: "missingRequiredInputObjectAttribute",
        argumentName: field,
        argumentType: fieldType,
        inputObjectType: type,
      },
    };
  }
  const unknown = /^Field "(\w+)" is not defined by type "(\w+)"/.exec(error.message);
  if (unknown !== null) {
    const [, field = "", type = ""] = unknown;
    return {
      message: `InputObject '${type}' doesn't accept argument '${field}'`,
      extensions: { code: "argumentNotAccepted", name: type, typeName: "InputObject", argumentName: field },
    };
  }
  return {
    message: error.message,
    extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError", argumentName: names[0] ?? "" },
  };
}

/** @returns Nothing when the document is valid against the schema */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): ShopifyError[] {
  if (validate(schema, document, specifiedRules).length === 0) return [];
  const described = RULES.flatMap(([rule, describe]) =>
    validate(schema, document, [rule]).map((error) => toShopifyError(document, error, describe)),
  );
  if (described.length > 0) return described;
  // A rule without a translation of its own.
  return validate(schema, document).map((error) =>
    toShopifyError(document, error, () => ({ message: error.message, extensions: { code: "invalidDocument" } })),
  );
}

function toShopifyError(document: DocumentNode, error: GraphQLError, describe: Describe): ShopifyError {
  const names = [...error.message.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
  return {
    ...describe(names, error),
    locations: error.locations ?? [],
    path: pathTo(document, error.nodes?.[0]),
  };
}

/** Way from the operation to the node, e.g. `["query OrderState", "order", "colour"]`. */
function pathTo(document: DocumentNode, target: ASTNode | undefined): string[] {
  const at = target?.loc;
  if (at === undefined) return [];
  const path: string[] = [];
  const enter = (node: ASTNode): void => {
    if (node.loc === undefined || node.loc.start > at.start || node.loc.end < at.end) return;
    if (node.kind === Kind.OPERATION_DEFINITION) path.push(operationTitle(node));
    if (node.kind === Kind.FRAGMENT_DEFINITION) path.push(`fragment ${node.name.value}`);
    if (node.kind === Kind.INLINE_FRAGMENT) path.push(`... on ${node.typeCondition?.name.value ?? ""}`);
    if (node.kind === Kind.FIELD) path.push(node.alias?.value ?? node.name.value);
    if (node.kind === Kind.ARGUMENT) path.push(node.name.value);
    if (node.kind === Kind.FIELD) {
      node.arguments?.forEach(enter);
      node.selectionSet?.selections.forEach(enter);
    } else if ("selectionSet" in node) node.selectionSet.selections.forEach(enter);
  };
  document.definitions.forEach(enter);
  return path;
}

const operationTitle = ({ operation, name }: OperationDefinitionNode): string =>
  name === undefined ? operation : `${operation} ${name.value}`;
