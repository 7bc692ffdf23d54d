/** How a Shopify SKU is turned into a Peoplevox ItemCode, one small change after another. */
export type ItemCodeRule =
  | { readonly rule: "upper-case" }
  | { readonly rule: "lower-case" }
  | { readonly rule: "strip-prefix"; readonly text: string }
  | { readonly rule: "strip-suffix"; readonly text: string }
  | { readonly rule: "add-prefix"; readonly text: string }
  | { readonly rule: "add-suffix"; readonly text: string }
  | { readonly rule: "replace"; readonly text: string; readonly with: string }
  | { readonly rule: "use-barcode" };
