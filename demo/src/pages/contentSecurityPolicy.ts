/**
 * What a page of the shop may do: run and fetch its own things, and never make script out of text.
 *
 * @param trustedTypes the names of the policies by which its framework writes markup of its own
 */
export const contentSecurityPolicy = (trustedTypes = `'none'`): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types ${trustedTypes}`,
    'report-uri /control/csp-report',
  ].join('; ')
