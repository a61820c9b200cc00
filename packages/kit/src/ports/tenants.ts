// What only the kernel can do to an organization, for only it knows every plugin's tables.

export interface TenantsPort {
  /**
   * Removes rows of the organization of the scope, of every loaded plugin and the kernel's own, in a unit of work of its
   * own. Files that nothing names any more are swept by themselves; of the audit log stay tombstones, and what a legal hold keeps. Killed and called again it goes on.
   * @returns whether something may be left: call it until nothing is
   */
  eraseSome(rows: number): Promise<boolean>;
}
