/** The columns of a shop's export. */
export type ShopColumn =
  | "customer"
  | "time"
  | "amount"
  | "quantity"
  | "price"
  | "discount"
  | "invoice"
  | "product"
  | "currency";

/** A pattern of the names of columns, and how much it speaks for (or against) one. */
type Word = readonly [pattern: RegExp, score: number];

/** Words between blanks. */
const word = (words: string) => new RegExp(`(^| )(${words})(?= |$)`);
/** The whole name. */
const name = (names: string) => new RegExp(`^(${names})$`);

const NUMBER = word("id|no|nr|num|number|key|code|nummer|numero|n|ref|reference");

/**
 * Words by which shops call the columns of their exports, in several languages; each pattern that a name has counts. Names are in
 * small letters without accents, their words between blanks: `OrderID` is `order id`.
 */
export const SHOP_WORDS: Readonly<Record<ShopColumn, readonly Word[]>> = {
  customer: [
    [word("customer|customers|cust|client|buyer|shopper|member|user|account|contact|patron|guest|household"), 4],
    [word("kunde|kunden|cliente|klant|kund|klient|utente|acheteur|comprador|userid|customerid|clientid|custid"), 4],
    [word("kundennummer|kundennr|kundenid|clientnr|klantnummer|numclient"), 5],
    [NUMBER, 1],
    [word("email|mail|e mail"), 2],
    [word("name|first|last|city|country|type|segment|group|since|age|note|gender|state|count|address|phone"), -5],
  ],
  time: [
    [word("date|datetime|time|timestamp|ts|day|datum|fecha|data|dato|jour|zeit|giorno|dia"), 3],
    [word("orderdate|invoicedate|purchasedate|bestelldatum|rechnungsdatum|kaufdatum|orderdatum"), 5],
    [word("created|ordered|purchased|placed|paid|processed|posted|submitted|when|week|month"), 2],
    [word("order|invoice|purchase|transaction|sale|checkout|commande|pedido|compra|acquisto|vente"), 1],
    [word("at|on|utc"), 1],
    [name("t"), 2],
    [word("updated|modified|birth|due|ship|shipped|shipping|delivery|delivered|cancelled|refunded|closed|end"), -3],
    [word("zone|timezone|id|no|number|of|name"), -4],
  ],
  amount: [
    [word("amount|total|revenue|sales|spend|spent|gmv|turnover|value|worth|ordervalue|sum|subtotal|gross|net"), 3],
    [word("betrag|umsatz|summe|gesamt|montant|ca|importe|ventas|valor|importo|totale|bedrag|omzet|belopp"), 3],
    [word("order|invoice|purchase|transaction|line|net|grand|paid"), 1],
    [name("amount|total|revenue"), 1],
    [word("refunded|refund|refunds|discount|tax|taxes|vat|mwst|shipping|fee|fees|cost|due|count|qty|quantity"), -6],
    [word("id|no|number|items|pieces|units|currency|date|lifetime|balance|margin|profit|rating|days"), -6],
  ],
  price: [
    [word("price|unitprice|itemprice|preis|stuckpreis|einzelpreis|prix|precio|prezzo|prijs|preco|pris"), 4],
    [word("unit|item|per|each|line|lineitem|unitaire|unitario"), 1],
    [word("total|discount|compare|list|tax|shipping|currency|id|old|original|totalprice|range|plan"), -6],
  ],
  quantity: [
    [word("quantity|qty|pieces|units|menge|anzahl|stuckzahl|quantite|cantidad|quantita|aantal|antal|qte"), 4],
    [word("refunded|returned|id|sold to|price|unit"), -5],
  ],
  discount: [
    [word("discount|rebate|rabatt|remise|descuento|sconto|korting|discountamount"), 4],
    [word("amount|total|value"), 1],
    [word("code|name|percent|pct|rate|type|id|reason"), -6],
  ],
  invoice: [
    [word("order|invoice|transaction|receipt|basket|bill|ticket|checkout|sale|purchase"), 2],
    [word("bestellung|rechnung|auftrag|commande|facture|pedido|factura|ordine|fattura|beleg"), 2],
    [NUMBER, 2],
    [word("orderid|orderno|invoiceno|invoiceid|transactionid|bestellnummer|rechnungsnummer|auftragsnummer|belegnr"), 5],
    [name("order|invoice|receipt|transaction|bestellung|rechnung"), 2],
    [word("date|time|total|value|amount|status|type|line|item|customer|user|at|by|channel|source|count|country"), -6],
  ],
  product: [
    [word("product|sku|stockcode|stock|item|article|asin|artikel|produkt|produit|producto|prodotto|ean|upc"), 3],
    [word("lineitem"), 2],
    [NUMBER, 1.5],
    [word("productid|itemid|artikelnummer|artikelnr"), 5],
    [word("price|quantity|qty|amount|total|count|type|category|weight|tax|discount|status|url|rating|fulfillment"), -6],
  ],
  currency: [
    [word("currency|currencycode|wahrung|devise|moneda|valuta|moeda"), 4],
    [word("rate|exchange|amount|total"), -6],
  ],
};

/** How much the name of a column speaks for what it may hold. */
export function shopScore(column: ShopColumn, plainName: string): number {
  let score = 0;
  for (const [pattern, each] of SHOP_WORDS[column]) if (plainName.search(pattern) >= 0) score += each;
  return score;
}

/** A name's words in small letters without accents. */
export function plainWords(text: string): string {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
