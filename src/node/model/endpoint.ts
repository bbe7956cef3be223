/** Where requests go: the base without query and last slash, and the query that every request carries. */
export interface Endpoint {
  readonly base: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * A base URL taken apart. Azure's older interface wants `?api-version=…` at every request, so a query of the base
 * URL goes along; `/chat/completions` at its end is a common slip and taken off. `baseUrl` must be a URL.
 */
export function endpointOf(baseUrl: string): Endpoint {
  const url = new URL(baseUrl);
  let end = url.pathname.length;
  while (url.pathname[end - 1] === '/') end -= 1;
  const path = url.pathname.slice(0, end).replace(/\/chat\/completions$/, '');
  return { base: url.origin + path, query: Object.fromEntries(url.searchParams) };
}

/**
 * Azure's own model services, and gateways in front of them, take a key in a header of their own. Its serverless,
 * machine learning and GitHub hosts want a bearer, as all others.
 */
export function isAzure(baseUrl: string): boolean {
  return (
    URL.canParse(baseUrl) &&
    /\.(openai|cognitiveservices|services\.ai)\.azure\.(com|us|cn)$|\.azure-api\.net$/.test(new URL(baseUrl).hostname)
  );
}
