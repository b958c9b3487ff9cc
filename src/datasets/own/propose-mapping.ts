import type { OwnMapping, OwnRole } from './mapping.js';
import type { ColumnProfile } from './profile-columns.js';

/** Usual names of columns, letters and digits alone, English first, then German, French, Spanish, Italian, Dutch. */
const usualNames: Readonly<Record<OwnRole, readonly string[]>> = {
  customer:
    'customerid customer customerno customernumber custid clientid client userid user buyerid buyer memberid accountid email customeremail kundennummer kundennr kunde kundenid clientnumero idclient numclient cliente idcliente codigocliente codicecliente klantnummer klant'.split(
      ' ',
    ),
  order:
    'invoiceno invoice invoiceid invoicenumber orderid order orderno ordernumber transactionid transaction receipt receiptid basketid name bestellnummer bestellung auftragsnummer rechnungsnummer rechnung commande numerocommande facture pedido idpedido factura ordine numeroordine fattura bestelnummer factuur'.split(
      ' ',
    ),
  time: 'invoicedate orderdate ordered orderedat date datetime time timestamp transactiondate purchasedate purchasedat createdat created soldat saledate day datum bestelldatum rechnungsdatum kaufdatum datecommande datefacture fecha fechapedido fechafactura data dataordine besteldatum'.split(
    ' ',
  ),
  product:
    'stockcode sku productid product productcode itemid item itemcode articleid article asin ean upc lineitemsku artikelnummer artikelnr artikel produkt produit codeproduit reference producto codigo prodotto codice productnummer'.split(
      ' ',
    ),
  description:
    'description productname itemname producttitle title lineitemname bezeichnung beschreibung artikelbezeichnung designation libelle descripcion nombre descrizione omschrijving'.split(
      ' ',
    ),
  quantity:
    'quantity qty units unitssold count pieces lineitemquantity menge anzahl stueck stuck quantite qte cantidad unidades quantita aantal'.split(
      ' ',
    ),
  price:
    'unitprice price itemprice priceperunit lineitemprice preis einzelpreis stueckpreis prix prixunitaire precio preciounitario prezzo prezzounitario prijs stuksprijs'.split(
      ' ',
    ),
  amount:
    'amount total linetotal revenue sales value subtotal totalprice spend paid monetary betrag umsatz summe gesamt gesamtpreis montant importe ventas importo totale bedrag omzet'.split(
      ' ',
    ),
  country: 'country countrycode shippingcountry billingcountry land pays pais paese nazione'.split(' '),
};

/**
 * Proposes what columns stand for, by their names and by what they hold: a name counts only where the content can be
 * that. Roles that nothing speaks for are left out; where a price is found, an amount is not proposed.
 */
export function proposeMapping(columns: readonly ColumnProfile[]): OwnMapping {
  const taken = new Set<string>();
  const mapping: Partial<Record<OwnRole, string>> = {};
  const roles: readonly OwnRole[] = [
    'time',
    'customer',
    'order',
    'quantity',
    'price',
    'amount',
    'product',
    'description',
    'country',
  ];
  for (const role of roles) {
    if (role === 'amount' && mapping.price !== undefined) continue;
    const scored = columns
      .filter((column) => !taken.has(column.name) && canBe(role, column))
      .map((column) => ({ name: column.name, score: nameScore(role, column.name) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const best = scored[0]?.name ?? (role === 'time' ? onlyTime(columns) : undefined);
    if (best === undefined) continue;
    mapping[role] = best;
    taken.add(best);
  }
  return mapping;
}

function nameScore(role: OwnRole, name: string): number {
  const bare = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  const names = usualNames[role];
  const at = names.indexOf(bare);
  if (at >= 0) return 1000 - at;
  const part = names.findIndex((one) => one.length > 3 && bare.includes(one));
  return part >= 0 ? 500 - part : 0;
}

function canBe(role: OwnRole, { type }: ColumnProfile): boolean {
  if (type === 'empty') return false;
  if (role === 'time') return type === 'time' || type === 'integer';
  if (role === 'quantity') return type === 'integer' || type === 'number';
  if (role === 'price' || role === 'amount') return type === 'integer' || type === 'number';
  return role === 'country' || role === 'description' ? type === 'text' : type !== 'time';
}

function onlyTime(columns: readonly ColumnProfile[]): string | undefined {
  const times = columns.filter(({ type }) => type === 'time');
  return times.length === 1 ? times[0]!.name : undefined;
}
