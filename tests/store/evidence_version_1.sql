-- A file of version 1 as foedus wrote it before files were upgraded, read from two short texts of our own; as sqlite3 dumps it.
BEGIN TRANSACTION;
CREATE TABLE _meta (name TEXT PRIMARY KEY, value TEXT);
INSERT INTO "_meta" VALUES('corpus','a9360ed1e4583de4397f8e3650b6777b25559b1967f269ac44001d07a1fd315e');
CREATE TABLE _read (doc TEXT PRIMARY KEY, sha256 TEXT, key TEXT NOT NULL, error TEXT);
INSERT INTO "_read" VALUES('ferry.md','581c0a92f000b019a108d38bf3c4ef9c2cf4ade9ef970f74e97fb2ff8c07abd3','aa23284fb83d6624f98f69655409e415e8f4688cdaac8b42b2caca4110399f26',NULL);
INSERT INTO "_read" VALUES('해협.txt','440bf542266c2750ff932113b28e003c5be083cc4a00dafb646462432b7c182d','4529c307f2569d1e258c93788dbcb74bd28a30c233d8d04c913d2760bbb6ac83',NULL);
CREATE TABLE _texts (doc TEXT PRIMARY KEY, sha256 TEXT, text TEXT NOT NULL);
INSERT INTO "_texts" VALUES('ferry.md','581c0a92f000b019a108d38bf3c4ef9c2cf4ade9ef970f74e97fb2ff8c07abd3','# The ferry and the strait

Foreign desk, 4 March 2031

Borduria closed the strait to the ferries of Aland on 2 March 2031. 😀 About 25% of the trade of Aland passes there.
');
INSERT INTO "_texts" VALUES('해협.txt','440bf542266c2750ff932113b28e003c5be083cc4a00dafb646462432b7c182d','아란드 정부는 2031년 3월 2일 해협이 봉쇄되었다고 밝혔다. 보르두리아 정부군과의 교전은 없었다.
');
CREATE TABLE "actors" ("id", "doc", "part", "start", "end", "quote", "actor", "name", "kind", "metonym", "method", "confidence", "_types");
CREATE TABLE "alignment" ("id", "group", "spans", "kind", "method", "confidence", "_types");
CREATE TABLE "citations" ("id", "doc", "part", "start", "end", "quote", "marker", "authors", "title", "outlet", "date", "url", "cited_at", "method", "confidence", "_types");
CREATE TABLE "claims" ("id", "doc", "part", "start", "end", "quote", "speaker", "through", "form", "topic", "event", "framing", "polarity", "proposition", "method", "confidence", "_types");
INSERT INTO "claims" VALUES('cl-e9073a8aa763','해협.txt','p1',0,35,'아란드 정부는 2031년 3월 2일 해협이 봉쇄되었다고 밝혔다.','UNSPECIFIED','[]','indirect',NULL,NULL,NULL,'affirm',NULL,'claims/1',0.45,'through:j');
CREATE TABLE "dates" ("id", "doc", "part", "start", "end", "quote", "iso", "precision", "resolved_from", "method", "confidence", "_types");
INSERT INTO "dates" VALUES('da-3f83a83abdeb','ferry.md','p1',42,54,'4 March 2031','2031-03-04','day',NULL,'dates/1',0.99,'');
INSERT INTO "dates" VALUES('da-9bae818c1572','ferry.md','p1',110,122,'2 March 2031','2031-03-02','day',NULL,'dates/1',0.99,'');
INSERT INTO "dates" VALUES('da-54b52cac1af3','해협.txt','p1',8,19,'2031년 3월 2일','2031-03-02','day',NULL,'dates/1',0.99,'');
CREATE TABLE "documents" ("doc", "sha256", "media_type", "encoding", "title", "author", "publisher", "published", "kind", "truncated", "error", "parts", "_types");
INSERT INTO "documents" VALUES('ferry.md','581c0a92f000b019a108d38bf3c4ef9c2cf4ade9ef970f74e97fb2ff8c07abd3','text/markdown','utf-8','The ferry and the strait',NULL,NULL,'2031-03-04',NULL,0,NULL,'[{"part": "p1", "language": "en", "start": 0, "end": 171, "translation_of": null}]','truncated:b,parts:j');
INSERT INTO "documents" VALUES('해협.txt','440bf542266c2750ff932113b28e003c5be083cc4a00dafb646462432b7c182d','text/plain','utf-8',NULL,NULL,NULL,NULL,NULL,0,NULL,'[{"part": "p1", "language": "ko", "start": 0, "end": 56, "translation_of": null}]','truncated:b,parts:j');
CREATE TABLE "findings" ("id", "kind", "severity", "anchors", "explanation", "method", "confidence", "_types");
CREATE TABLE "quantities" ("id", "doc", "part", "start", "end", "quote", "value", "low", "high", "unit", "unit_kind", "approximate", "subject", "about", "as_of", "method", "confidence", "_types");
INSERT INTO "quantities" VALUES('qu-a2b89f75866f','ferry.md','p1',126,135,'About 25%',25.0,NULL,NULL,'%','share',1,NULL,NULL,NULL,'quantities/1',0.97,'approximate:b');
CREATE TABLE "segments" ("id", "doc", "part", "start", "end", "quote", "kind", "language", "method", "confidence", "_types");
INSERT INTO "segments" VALUES('se-6eaf9264baeb','ferry.md','p1',0,26,'# The ferry and the strait','title','en','segments/1',0.95,'');
INSERT INTO "segments" VALUES('se-8acec08a9147','ferry.md','p1',28,54,'Foreign desk, 4 March 2031','byline','en','segments/1',0.95,'');
INSERT INTO "segments" VALUES('se-8f96d5335ced','ferry.md','p1',56,123,'Borduria closed the strait to the ferries of Aland on 2 March 2031.','sentence','en','segments/1',0.95,'');
INSERT INTO "segments" VALUES('se-4dd7fa5ba1bb','ferry.md','p1',124,171,'😀 About 25% of the trade of Aland passes there.','sentence','en','segments/1',0.95,'');
INSERT INTO "segments" VALUES('se-8fdf1aa5a869','해협.txt','p1',0,35,'아란드 정부는 2031년 3월 2일 해협이 봉쇄되었다고 밝혔다.','sentence','ko','segments/1',0.95,'');
INSERT INTO "segments" VALUES('se-f09c1d6ce53e','해협.txt','p1',36,56,'보르두리아 정부군과의 교전은 없었다.','sentence','ko','segments/1',0.95,'');
CREATE TABLE "tables" ("id", "doc", "part", "start", "end", "quote", "title", "header", "rows", "note", "method", "confidence", "_types");
CREATE INDEX "documents_doc" ON "documents" (doc);
CREATE INDEX "segments_doc" ON "segments" (doc);
CREATE INDEX "actors_doc" ON "actors" (doc);
CREATE INDEX "dates_doc" ON "dates" (doc);
CREATE INDEX "quantities_doc" ON "quantities" (doc);
CREATE INDEX "claims_doc" ON "claims" (doc);
CREATE INDEX "tables_doc" ON "tables" (doc);
CREATE INDEX "citations_doc" ON "citations" (doc);
COMMIT;
PRAGMA user_version = 90465505;
