/** What connectors cannot see that ask Salesforce for changed records. */
export const deletedForGood =
  'what was deleted for good, past the recycle bin, as members of campaigns always are: the rows stay until the object is loaded whole';
