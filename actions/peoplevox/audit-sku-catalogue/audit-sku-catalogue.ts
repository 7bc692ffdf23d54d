import { logProgress } from "../../../components/log-progress.ts";
import { peoplevoxProps, warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { ActionComponent, ActionContext } from "../../../components/pipedream-component.ts";
import { shopifyClientFromProps, shopifyProps } from "../../../components/shopify/shopify-props.ts";
import type { ShopifyProps } from "../../../components/shopify/shopify-props.ts";
import { auditCatalogue } from "./audit-catalogue.ts";

interface Props extends PeoplevoxProps, ShopifyProps {
  readonly productStatuses?: readonly string[];
  readonly examplesPerKind?: number;
  readonly listNotSold?: boolean;
  readonly csvFile?: string;
}

const SOLD = ["ACTIVE", "DRAFT", "UNLISTED"] as const;

export default {
  type: "action",
  key: "peoplevox-audit-sku-catalogue",
  name: "Audit SKU Catalogue",
  description:
    "Compares all variants of a Shopify shop with all ItemCodes in Peoplevox: missing, deactivated, spelt differently, duplicate and absent SKUs, with a CSV for merchandising. Changes nothing. [See the documentation](https://peoplevox.github.io/Documentation/)",
  version: "0.1.0",
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true, idempotentHint: true },
  props: {
    ...shopifyProps(),
    ...peoplevoxProps(),
    productStatuses: {
      type: "string[]",
      label: "Product statuses",
      description:
        "Products in these states are compared. Drafts are in, so that a new product is found before it is sold.",
      options: [...SOLD, "ARCHIVED"],
      default: SOLD,
      optional: true,
    },
    examplesPerKind: {
      type: "integer",
      label: "Examples",
      description: "How many findings of each kind the result shows. The CSV has them all.",
      min: 0,
      max: 100,
      default: 20,
      optional: true,
    },
    listNotSold: {
      type: "boolean",
      label: "List ItemCodes that nobody sells",
      description: "They are always counted. Listed, they are examples and CSV rows like the other findings.",
      default: false,
      optional: true,
    },
    csvFile: {
      type: "string",
      label: "CSV file",
      description:
        "Path of a file to write all findings to, such as `/tmp/sku-audit.csv`. Without it the CSV is part of the result while it is shorter than 100,000 characters.",
      optional: true,
    },
  },
  async run(this: Props, { $ }: { $: ActionContext }) {
    const csvFile = this.csvFile?.trim() ?? "";
    const shop = shopifyClientFromProps(this);
    const { summary, ...result } = await auditCatalogue({
      shop,
      statuses: this.productStatuses ?? SOLD,
      peoplevox: warehouseFromProps(this),
      examplesPerKind: this.examplesPerKind ?? 20,
      listNotSold: this.listNotSold ?? false,
      csvFile: csvFile === "" ? null : csvFile,
      log: logProgress,
    });
    if (shop.warnings.length > 0) $.export("warnings", shop.warnings);
    $.export("$summary", summary);
    return result;
  },
} satisfies ActionComponent;
