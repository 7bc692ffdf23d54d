interface ProfileField {
  /** Where it stands in the profile. */
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly kind: "text" | "number" | "choice" | "mapping";
  readonly options?: readonly string[];
}

const IDENTITIES = ["order-name", "order-name-without-hash", "order-id"];

/** The fields of a profile that people set most, in groups. The profile's own schema judges what is given. */
export const PROFILE_GROUPS: readonly { readonly title: string; readonly fields: readonly ProfileField[] }[] = [
  {
    title: "Mappings",
    fields: [
      {
        path: "itemCode.table",
        label: "SKUs",
        hint: "Where the ItemCode is another: SKU = ItemCode, one per line.",
        kind: "mapping",
      },
      {
        path: "statusPhases",
        label: "Statuses",
        hint: "Sales Order status = not-started, picking, picked, despatched, cancelled or unknown.",
        kind: "mapping",
      },
      {
        path: "serviceTypes",
        label: "Service types",
        hint: "Shopify’s shipping method = Peoplevox’s service type.",
        kind: "mapping",
      },
      {
        path: "templates",
        label: "Template names",
        hint: "Where the tenant’s template is called otherwise: LastEdit’s name = the tenant’s.",
        kind: "mapping",
      },
    ],
  },
  {
    title: "Orders",
    fields: [
      {
        path: "salesOrderNumber.from",
        label: "Sales Order number comes from",
        hint: "",
        kind: "choice",
        options: IDENTITIES,
      },
      { path: "salesOrderNumber.prefix", label: "Before the number", hint: "Such as SH-.", kind: "text" },
      { path: "salesOrderNumber.suffix", label: "Behind the number", hint: "", kind: "text" },
      {
        path: "reference.from",
        label: "Customer’s reference comes from",
        hint: "",
        kind: "choice",
        options: IDENTITIES,
      },
      {
        path: "lineRemoval",
        label: "How a line is taken away",
        hint: "None: an order that loses a line is replaced.",
        kind: "choice",
        options: ["none", "quantity-0", "delete-row"],
      },
    ],
  },
  {
    title: "Service",
    fields: [
      { path: "region", label: "Region", hint: "", kind: "choice", options: ["default", "us"] },
      { path: "timeZone", label: "Time zone", hint: "In which the tenant writes times.", kind: "text" },
      {
        path: "requestBudget.requests",
        label: "Requests",
        hint: "At most this many in the time below.",
        kind: "number",
      },
      { path: "requestBudget.perMs", label: "In milliseconds", hint: "", kind: "number" },
      { path: "requestBudget.atOnce", label: "Requests at one time", hint: "", kind: "number" },
    ],
  },
];

export type { ProfileField };
