/** The columns of a file that hold transactions; undefined for what it does not hold. */
export interface TransactionColumns {
  readonly customer: string;
  readonly time: string;
  readonly amount: string | undefined;
  readonly quantity: string | undefined;
  readonly price: string | undefined;
  readonly discount: string | undefined;
  readonly invoice: string | undefined;
  readonly product: string | undefined;
  readonly currency: string | undefined;
}

/** The columns of names; of figures. */
export const NAME_COLUMNS = ["invoice", "product", "currency"] as const;
export const FIGURE_COLUMNS = ["amount", "quantity", "price", "discount"] as const;

/** A line of a file, read: figures are NaN, and names -1, where there are none. */
export interface TransactionRow {
  customer: number;
  time: number;
  amount: number;
  quantity: number;
  price: number;
  discount: number;
  invoice: number;
  product: number;
  currency: number;
  other: number;
}

/** Lines as columns that grow. */
export class TransactionRows {
  rows = 0;
  customer = new Int32Array(1 << 12);
  time = new Float64Array(1 << 12);
  quantity = new Float64Array(1 << 12);
  price = new Float64Array(1 << 12);
  discount = new Float64Array(1 << 12);
  invoice = new Int32Array(1 << 12);
  product = new Int32Array(1 << 12);
  currency = new Int32Array(1 << 12);
  other = new Int32Array(1 << 12);

  add(row: TransactionRow): void {
    const at = this.rows++;
    if (at === this.customer.length) this.#grow();
    const isAmount = Number.isNaN(row.price);
    this.customer[at] = row.customer;
    this.time[at] = row.time;
    this.quantity[at] = isAmount ? (row.amount < 0 ? -1 : 1) : row.quantity;
    this.price[at] = isAmount ? Math.abs(row.amount) : row.price;
    this.discount[at] = row.discount;
    this.invoice[at] = row.invoice;
    this.product[at] = row.product;
    this.currency[at] = row.currency;
    this.other[at] = row.other;
  }

  #grow(): void {
    const length = 2 * this.customer.length;
    for (const name of ["customer", "invoice", "product", "currency", "other"] as const) {
      const larger = new Int32Array(length);
      larger.set(this[name]);
      this[name] = larger;
    }
    for (const name of ["time", "quantity", "price", "discount"] as const) {
      const larger = new Float64Array(length);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}
