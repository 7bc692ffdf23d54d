import { appField, isAppField } from "../../connections/app-field.ts";
import type { Connection } from "../../connections/connections.ts";
import type { ConnectionItem } from "../contract/connections.ts";

interface FieldKind {
  readonly name: string;
  readonly label: string;
  readonly secret: boolean;
  readonly optional: boolean;
  readonly help: string;
}

interface ConnectionType {
  readonly type: ConnectionItem["type"];
  readonly label: string;
  readonly help: string;
  readonly fields: readonly FieldKind[];
}

const needed = (name: string, label: string, help: string): FieldKind => ({
  name,
  label,
  help,
  secret: false,
  optional: false,
});
const secret = (name: string, label: string, help: string): FieldKind => ({
  ...needed(name, label, help),
  secret: true,
});
const optional = (field: FieldKind): FieldKind => ({ ...field, optional: true });

/** What each type of connection asks for. Fields have the names of the props that they fill. */
export const CONNECTION_TYPES: readonly ConnectionType[] = [
  {
    type: "shopify",
    label: "Shopify shop",
    help: "Create a custom app in Shopify: Settings → Apps → Develop apps. It gives the token and the secret.",
    fields: [
      needed("shopifyShop", "Shop", "The address that ends in myshopify.com."),
      secret("shopifyAccessToken", "Admin token", "Begins with shpat_. Shopify shows it once."),
      secret("shopifyClientSecret", "Client secret", "Shopify signs webhooks with it."),
      optional(
        needed("shopifyApiVersion", "API version", "Such as 2026-10. Without it, the one LastEdit is made for."),
      ),
      optional(needed("shopifyAdminUrl", "Admin address", "Only for a sandbox.")),
    ],
  },
  {
    type: "peoplevox",
    label: "Peoplevox",
    help: "Create a user for LastEdit in Peoplevox: Setup → Users.",
    fields: [
      needed("peoplevoxUrl", "Address", "Such as wms.peoplevox.net."),
      needed("peoplevoxClientId", "Client id", "The tenant's, as on the sign-in page."),
      needed("peoplevoxUsername", "User name", "Of the user that was made for LastEdit."),
      secret("peoplevoxPassword", "Password", "Of that user."),
    ],
  },
  {
    type: "alert",
    label: "Alerts",
    help: "Where people are told: Slack, Teams, mail, or any system that takes JSON.",
    fields: [
      secret("alertChannels", "Channels", "Each as: name, slack, teams, http or mail, and the address."),
      optional(secret("alertHttpSecret", "Signing secret", "Signs what is sent to http channels.")),
      optional(secret("alertMailServer", "Mail server", "smtps://user:password@smtp.example.com")),
      optional(needed("alertMailFrom", "Sender", "LastEdit <alerts@example.com>")),
    ],
  },
  {
    type: "app",
    label: "Account of a Pipedream app",
    help: "For steps of packages that were added, such as Slack. Its values are what the app's code reads: oauth_access_token, or the app's own names such as api_key.",
    fields: [],
  },
];

/** A connection's fields: values of those that may be shown, and for secrets only whether they are set. */
export function fieldsShown(
  { type, fields }: Connection,
  isSecret: (field: string) => boolean,
): ConnectionItem["fields"] {
  const known = CONNECTION_TYPES.find((each) => each.type === type)?.fields ?? [];
  const others = Object.keys(fields)
    .filter((name) => !known.some((field) => field.name === name) && name !== "peoplevoxProfile")
    .map((name): FieldKind => optional(isSecret(name) ? secret(name, labelOf(name), "") : needed(name, name, "")));
  return [...known, ...others].map((field) => {
    const value = fields[field.name];
    const isSet = value !== undefined && value !== null && value !== "";
    const hidden = field.secret || isSecret(field.name);
    return { ...field, secret: hidden, isSet, value: hidden || !isSet ? null : value };
  });
}

function labelOf(name: string): string {
  return isAppField(name) ? `Account of ${name.slice(appField("").length)}` : name;
}

/** The fields of a form that is still empty. */
export const emptyForm = CONNECTION_TYPES.map(({ type, label, help, fields }) => ({
  type,
  label,
  help,
  fields: fields.map((field) => ({ ...field, value: null, isSet: false })),
}));
