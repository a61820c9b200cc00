export * from '@lectern/sdk';
