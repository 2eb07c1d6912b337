import { expect, test } from "vitest";
import { guessTransactionColumns } from "../../../src/features";

test.each([
  [
    "CustomerID;InvoiceDate;Quantity;UnitPrice",
    { customer: "CustomerID", time: "InvoiceDate", quantity: "Quantity", price: "UnitPrice" },
  ],
  ["customer_id,order_date,order_total", { customer: "customer_id", time: "order_date", amount: "order_total" }],
  [
    "id,Amount,Amount Refunded,Currency,Created (UTC),Customer ID,Status",
    { customer: "Customer ID", time: "Created (UTC)", amount: "Amount", currency: "Currency" },
  ],
  [
    "Kundennummer;Bestelldatum;Rechnungsnummer;Artikelnummer;Menge;Stückpreis;Währung",
    {
      ...{ customer: "Kundennummer", time: "Bestelldatum", invoice: "Rechnungsnummer", product: "Artikelnummer" },
      ...{ quantity: "Menge", price: "Stückpreis", currency: "Währung" },
    },
  ],
  [
    "client_id;date_commande;montant;remise",
    { customer: "client_id", time: "date_commande", amount: "montant", discount: "remise" },
  ],
  ["Fecha,Cliente,Importe", { customer: "Cliente", time: "Fecha", amount: "Importe" }],
  [
    "order_id,product_name,customer_email,ordered_at,ship_date,unit_price,tax_amount,qty",
    {
      ...{ customer: "customer_email", time: "ordered_at", invoice: "order_id", product: "product_name" },
      ...{ price: "unit_price", quantity: "qty" },
    },
  ],
  ['{"user_id":"u1","ts":1735689600,"revenue":12.5}', { customer: "user_id", time: "ts", amount: "revenue" }],
  ["a,b,c", {}],
])("columns of %s", async (header, expected) => {
  expect(await guessTransactionColumns([`${header}\n`, "\n"])).toEqual(expected);
});
