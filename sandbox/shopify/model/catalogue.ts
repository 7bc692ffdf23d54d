import type { Random } from "../../random.ts";
import type { Product, Variant } from "./records.ts";

const GARMENTS = [
  "Oxford Shirt",
  "Merino Jumper",
  "Wool Coat",
  "Chino Trousers",
  "Linen Dress",
  "Rain Jacket",
] as const;
const COLOURS = ["Navy", "Olive", "Stone"] as const;
const SIZES = ["S", "M", "L"] as const;

/** Sold in the shop, never sent to the warehouse: their SKUs are unknown there. */
const NOT_IN_WAREHOUSE = ["Limited Scarf", "Preview Belt"] as const;

/**
 * A small clothing shop: 6 garments in 3 colours and 3 sizes, two gifts, one gift card, and two new
 * products whose SKUs the warehouse does not know (`knownToWarehouse: false`).
 *
 * @param nextId - Gives the number of each new record
 */
export function seedCatalogue(random: Random, createdAt: number, nextId: (type: string) => number): Product[] {
  const product = (title: string, variants: Omit<Variant, "id" | "productId">[]): Product => {
    const id = nextId("Product");
    return {
      id,
      title,
      vendor: "LastEdit Outfitters",
      status: "ACTIVE",
      createdAt,
      variants: variants.map((variant) => ({ ...variant, id: nextId("ProductVariant"), productId: id })),
    };
  };
  const goods = { requiresShipping: true, isGiftCard: false, knownToWarehouse: true };
  const barcode = () => `50${String(random.whole(0, 99_999_999_999)).padStart(11, "0")}`;

  const garments = GARMENTS.map((title, garment) =>
    product(
      title,
      COLOURS.flatMap((colour) =>
        SIZES.map((size) => ({
          ...goods,
          title: `${colour} / ${size}`,
          sku: `${skuPrefix(title)}-${colour.slice(0, 3).toUpperCase()}-${size}`,
          barcode: barcode(),
          price: 2500 + garment * 1500,
          grams: 300 + garment * 100,
        })),
      ),
    ),
  );
  const single = (title: string, price: number, over: Partial<Omit<Variant, "id" | "productId">> = {}): Product =>
    product(title, [
      { ...goods, title: "Default Title", sku: skuPrefix(title), barcode: barcode(), price, grams: 150, ...over },
    ]);
  return [
    ...garments,
    single("Gift Box", 450),
    single("Care Kit", 1200),
    single("Gift Card", 5000, { sku: "GIFT-50", grams: 0, requiresShipping: false, isGiftCard: true }),
    ...NOT_IN_WAREHOUSE.map((title) =>
      single(title, 3500, { sku: `NEW-${skuPrefix(title)}`, knownToWarehouse: false }),
    ),
  ];
}

/** "Oxford Shirt" gives `OXF-SHI`. */
const skuPrefix = (title: string): string =>
  title
    .split(" ")
    .map((word) => word.slice(0, 3).toUpperCase())
    .join("-");
