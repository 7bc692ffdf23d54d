/** A choice as the form shows it. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

type Kind =
  | { readonly kind: "text"; readonly example?: string }
  | { readonly kind: "number"; readonly unit?: "seconds" | "minutes" }
  | { readonly kind: "switch" }
  | { readonly kind: "choice"; readonly options: readonly Option[] }
  /** A list of texts. */
  | { readonly kind: "list"; readonly example: string }
  /** Rows of left and right. */
  | { readonly kind: "mapping"; readonly left: MappingSide; readonly right: MappingSide }
  /** Columns with the template of what is written into them. */
  | { readonly kind: "columns" }
  /** How a SKU becomes an ItemCode, step by step. */
  | { readonly kind: "item-code-rules" }
  /** The tenant's headers, by template and column. */
  | { readonly kind: "headers" }
  /** The customer record of a new Sales Order. */
  | { readonly kind: "customer" };

export interface MappingSide {
  readonly label: string;
  readonly example: string;
  /** Without them, any text. */
  readonly options?: readonly Option[];
}

export type ProfileField = Kind & {
  /** Where it stands in the profile. */
  readonly path: string;
  readonly label: string;
  readonly hint: string;
};

export type FieldOf<Name extends Kind["kind"]> = Extract<ProfileField, { readonly kind: Name }>;

export interface ProfileGroup {
  readonly title: string;
  readonly hint?: string;
  /** Its texts may hold placeholders. */
  readonly hasTemplates?: boolean;
  readonly fields: readonly ProfileField[];
}

const IDENTITIES = [
  { value: "order-name", label: "Order name, such as #1001" },
  { value: "order-name-without-hash", label: "Order name without #, such as 1001" },
  { value: "order-id", label: "Shopify’s order id" },
];

const PHASES = [
  { value: "not-started", label: "Not started: may be changed" },
  { value: "picking", label: "Being picked" },
  { value: "picked", label: "Picked or packed" },
  { value: "despatched", label: "Despatched" },
  { value: "cancelled", label: "Cancelled" },
  { value: "unknown", label: "Unknown: treated as begun" },
];

export const TEMPLATES = [
  { value: "salesOrders", label: "Sales orders" },
  { value: "salesOrderItems", label: "Sales order items" },
  { value: "itemTypes", label: "Item types" },
  { value: "customers", label: "Customers" },
  { value: "sites", label: "Sites" },
  { value: "serviceTypes", label: "Service types" },
  { value: "returnReasons", label: "Return reasons" },
  { value: "purchaseOrders", label: "Purchase orders" },
  { value: "purchaseOrderItems", label: "Purchase order items" },
  { value: "rmas", label: "RMAs" },
  { value: "rmaItems", label: "RMA items" },
];

const REASON = { label: "Shopify’s return reason", example: "size-too-small" };

/** Every field of a profile, in groups. The profile's own schema judges what is given. */
export const PROFILE_GROUPS: readonly ProfileGroup[] = [
  {
    title: "Orders",
    hint: "How the integration that imports orders names them.",
    fields: [
      {
        path: "salesOrderNumber.from",
        label: "Sales Order number comes from",
        hint: "As the importer does it.",
        kind: "choice",
        options: IDENTITIES,
      },
      {
        path: "reference.from",
        label: "Customer’s reference comes from",
        hint: "What stands in CustomerPurchaseOrderReferenceNumber.",
        kind: "choice",
        options: IDENTITIES,
      },
      {
        path: "salesOrderNumber.prefix",
        label: "Before the number",
        hint: "Empty: nothing.",
        kind: "text",
        example: "SH-",
      },
      {
        path: "salesOrderNumber.suffix",
        label: "Behind the number",
        hint: "Empty: nothing.",
        kind: "text",
        example: "-UK",
      },
      {
        path: "lineRemoval",
        label: "How a line is taken away",
        hint: "Ask Peoplevox’s support, or try it on a QA tenant.",
        kind: "choice",
        options: [
          { value: "none", label: "It cannot: the order is replaced" },
          { value: "quantity-0", label: "By quantity 0" },
          { value: "delete-row", label: "By deleting its row" },
        ],
      },
      {
        path: "usesLine",
        label: "Sales order items have the column Line",
        hint: "Then units of one item with different texts are lines of their own.",
        kind: "switch",
      },
    ],
  },
  {
    title: "Statuses and services",
    fields: [
      {
        path: "statusPhases",
        label: "Statuses",
        hint: "Your own status names. The standard ones are known; one that nobody mapped counts as begun.",
        kind: "mapping",
        left: { label: "Status in Peoplevox", example: "Awaiting pick" },
        right: { label: "Means", example: "", options: PHASES },
      },
      {
        path: "serviceTypes",
        label: "Service types",
        hint: "Shopify’s shipping method, by title or code; * stands for any other. No row: the service is left alone.",
        kind: "mapping",
        left: { label: "Shipping method", example: "Next day delivery" },
        right: { label: "Service type code", example: "DPD-12" },
      },
    ],
  },
  {
    title: "SKUs",
    hint: "How Shopify’s SKU becomes Peoplevox’s ItemCode. Without any rule they are the same.",
    fields: [
      {
        path: "itemCode.rules",
        label: "Rules",
        hint: "Carried out one after another.",
        kind: "item-code-rules",
      },
      {
        path: "itemCode.table",
        label: "Single SKUs",
        hint: "Where no rule helps. A row here wins over the rules.",
        kind: "mapping",
        left: { label: "SKU", example: "TEE-WHT-S" },
        right: { label: "ItemCode", example: "10023" },
      },
    ],
  },
  {
    title: "Attributes and details",
    hint: "What is kept in step with Shopify beside the lines: gift messages, notes, addresses.",
    hasTemplates: true,
    fields: [
      { path: "fields", label: "Columns of the Sales Order", hint: "Each column once.", kind: "columns" },
      {
        path: "itemFields",
        label: "Columns of its lines",
        hint: "For texts of a line, such as an engraving.",
        kind: "columns",
      },
      {
        path: "metafields",
        label: "Metafields that the texts name",
        hint: "As namespace.key; name them in the recipe’s trigger and in Get Current Order too.",
        kind: "list",
        example: "custom.delivery_note",
      },
    ],
  },
  {
    title: "New orders",
    hint: "Only where LastEdit creates Sales Orders itself, or replaces one.",
    hasTemplates: true,
    fields: [
      {
        path: "newOrders.fields",
        label: "Columns written at creation",
        hint: "Left alone afterwards.",
        kind: "columns",
      },
      {
        path: "newOrders.customer",
        label: "Write a customer record too",
        hint: "Where the tenant asks for one.",
        kind: "customer",
      },
    ],
  },
  {
    title: "Returns",
    hint: "How the returns bench is told of goods that come back.",
    fields: [
      {
        path: "returns.capability",
        label: "Told by",
        hint: "Choose one once it is known, so that a change of the set-up cannot change the way.",
        kind: "choice",
        options: [
          { value: "discover", label: "What the tenant has: RMA templates, else purchase orders" },
          { value: "rma-templates", label: "RMAs" },
          { value: "purchase-order", label: "Returns purchase orders" },
          { value: "none", label: "A person" },
        ],
      },
      {
        path: "returns.despatchedUnits",
        label: "Despatched units are read from",
        hint: "The despatch summary costs one more request for each run.",
        kind: "choice",
        options: [
          { value: "sales-orders", label: "The lines of despatched Sales Orders" },
          { value: "despatch-summary", label: "The despatch summary, where orders may leave short" },
        ],
      },
      {
        path: "returns.numberPrefix.refund",
        label: "Before a refund’s id",
        hint: "Do not change it later: documents are found by their number.",
        kind: "text",
      },
      {
        path: "returns.numberPrefix.return",
        label: "Before a Return’s id",
        hint: "Another one than for refunds.",
        kind: "text",
      },
      {
        path: "returns.refundReason",
        label: "Reason of a refund without a Return",
        hint: "Code of a Peoplevox return reason. Empty: none is sent.",
        kind: "text",
        example: "REFUND",
      },
      {
        path: "returns.expectedState",
        label: "Item state to expect",
        hint: "For any other reason.",
        kind: "text",
        example: "A-grade",
      },
      {
        path: "returns.supplier",
        label: "Supplier of returns purchase orders",
        hint: "As it is called in Peoplevox.",
        kind: "text",
        example: "RETURNS",
      },
      {
        path: "returns.usesLine",
        label: "Item rows have the column Line",
        hint: "It then holds Shopify’s line id.",
        kind: "switch",
      },
      {
        path: "returns.reasons",
        label: "Reasons",
        hint: "A reason without a row is not sent.",
        kind: "mapping",
        left: REASON,
        right: { label: "Code in Peoplevox", example: "FIT" },
      },
      {
        path: "returns.conditions",
        label: "Item states by reason",
        hint: "What state the bench should expect.",
        kind: "mapping",
        left: REASON,
        right: { label: "Item state", example: "B-grade" },
      },
    ],
  },
  {
    title: "Names in this tenant",
    hint: "Only where templates or their columns are called otherwise than Peoplevox documents them.",
    fields: [
      {
        path: "templates",
        label: "Templates",
        hint: "",
        kind: "mapping",
        left: { label: "Template", example: "", options: TEMPLATES },
        right: { label: "Its name here", example: "Sales orders import" },
      },
      { path: "columns", label: "Columns", hint: "", kind: "headers" },
    ],
  },
  {
    title: "Service",
    fields: [
      {
        path: "region",
        label: "Region",
        hint: "It decides how the password is sent.",
        kind: "choice",
        options: [
          { value: "default", label: "Everywhere but the United States" },
          { value: "us", label: "United States" },
        ],
      },
      {
        path: "timeZone",
        label: "Time zone",
        hint: "In which Peoplevox writes dates.",
        kind: "text",
        example: "Europe/London",
      },
      {
        path: "requestBudget.requests",
        label: "Requests",
        hint: "At most this many in the time beside. Fewer where other integrations use the tenant too.",
        kind: "number",
      },
      {
        path: "requestBudget.perMs",
        label: "In seconds",
        hint: "The time that the requests are counted in.",
        kind: "number",
        unit: "seconds",
      },
      { path: "requestBudget.atOnce", label: "Requests at one time", hint: "", kind: "number" },
      {
        path: "timeoutMs",
        label: "Longest wait for one answer, in seconds",
        hint: "",
        kind: "number",
        unit: "seconds",
      },
      { path: "rowsPerSave", label: "Rows in one request that writes", hint: "At most 100.", kind: "number" },
      { path: "termsPerSearch", label: "Terms in one search", hint: "At most 100.", kind: "number" },
      {
        path: "itemCodeFreshForMs",
        label: "An item that was found counts as there for, in minutes",
        hint: "",
        kind: "number",
        unit: "minutes",
      },
    ],
  },
];
