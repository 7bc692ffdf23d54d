import { webhookAmount } from "../../model/money.ts";

/** Shop and presentment currency are the same in the sandbox shop. */
export function moneySet(minor: number, currency: string) {
  const money = { amount: webhookAmount(minor), currency_code: currency };
  return { shop_money: money, presentment_money: { ...money } };
}
