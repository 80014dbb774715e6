/** Whether a request would change something. A search by POST reads (RFC 7644 §3.4.3). */
export function isWrite(method: string, path: string): boolean {
  return ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) && !path.endsWith('/.search')
}
