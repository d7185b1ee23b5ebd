/** Why a registry names no valid login address. */
export function hintFor(host: string): string {
  return `The registry's external URL is set wrong, or a proxy in front of it changes its answers. Its operator has to set that URL to https://${host} (Harbor: \`external_url\`, GitLab: \`registry_external_url\`, docker-registry: \`auth.token.realm\`); \`curl -i https://${host}/v2/\` shows its current value.`;
}
