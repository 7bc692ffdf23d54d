// Texts that would run a script where they are no texts, and begin a formula where a spreadsheet reads them.

const IMAGE = "<img src=x onerror=alert(1)>";
const SCRIPT = "<script>alert(2)</script>";

/** Who works with LastEdit chooses her name herself. */
export const HOSTILE_PERSON = { name: `=1+1${IMAGE}`, email: "mallory@example.com", role: "operator" } as const;

/** Sold by the shop, not known to the warehouse. */
export const HOSTILE_PRODUCT = {
  title: `${SCRIPT} shirt`,
  variants: [{ sku: IMAGE, title: IMAGE, knownToWarehouse: false }],
};

export const HOSTILE_ORDER = {
  name: `${IMAGE}7`,
  note: SCRIPT,
  tags: [IMAGE],
  customAttributes: [{ key: "Gift message", value: IMAGE }],
  lines: [{ sku: "OXF-SHI-NAV-M", quantity: 1, customAttributes: [{ key: IMAGE, value: SCRIPT }] }],
};
