import { toMinor } from "../../model/money.ts";

export interface MoneyInput {
  amount: string | number;
  currencyCode: string;
}

export interface MoneyBagInput {
  shopMoney: MoneyInput;
}

export const bagToMinor = ({ shopMoney }: MoneyBagInput): number => toMinor(shopMoney.amount);
