/* SPDX-License-Identifier: AGPL-3.0-or-later
** document_docx: the parts of a WordprocessingML package (ECMA-376 part 1, 17; part 2, 10), zipped. */
#include "base/date.h"
#include "base/fault.h"
#include "text/document.h"
#include "text/xml_put.h"
#include "text/zip_pack.h"

#define PART_MAX (32u << 20)
#define EMU_A_PIXEL 9525u      /* 914,400 an inch, 96 pixels an inch (20.1.2.1) */
#define PICTURE_WIDTH 6120000u /* what an A4 page has between its margins: 17 cm */
#define LINK_FIRST 10          /* relationships before it are those of fixed parts */

#define XML S("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
#define OFFICE "http://schemas.openxmlformats.org/"
#define RELATION OFFICE "officeDocument/2006/relationships/"
#define MAIN "xmlns:w=\"" OFFICE "wordprocessingml/2006/main\""

/* What is being written, and what of it other parts have to know. */
struct docx {
    const struct document *document;
    struct buf text; /* word/document.xml */
    struct buf relations;
    struct zip_pack zip;
    unsigned links;
    unsigned pictures;
};

static void put_xml(struct buf *out, const char *markup)
{
    buf_put_str(out, str_of(markup));
}

/* ---- runs */

/* Line feeds are breaks (17.3.3.1). */
static void put_text(struct buf *out, struct str text)
{
    struct str rest = text;
    while (rest.s != NULL) {
        xml_put_element(out, "<w:t xml:space=\"preserve\">", str_cut(rest, '\n', &rest), "</w:t>");
        put_xml(out, rest.s != NULL ? "<w:br/>" : "");
    }
}

static void put_run(struct docx *docx, const struct document_run *run)
{
    static const char *const shapes[] = {[RUN_PLAIN] = "", [RUN_STRONG] = "<w:rPr><w:b/><w:bCs/></w:rPr>",
                                         [RUN_EMPHASIS] = "<w:rPr><w:i/><w:iCs/></w:rPr>"};
    bool is_link = run->url.text.n > 0 && docx->links < DOCUMENT_LINKS_MAX;
    if (is_link) {
        unsigned id = LINK_FIRST + docx->links++;
        buf_format(&docx->relations, "<Relationship Id=\"rId%u\"", id);
        xml_put_element(&docx->relations, " Type=\"" RELATION "hyperlink\" TargetMode=\"External\" Target=\"",
                        run->url.text, "\"/>");
        buf_format(&docx->text, "<w:hyperlink r:id=\"rId%u\">", id);
    }
    put_xml(&docx->text, "<w:r>");
    put_xml(&docx->text, is_link ? "<w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>" : shapes[run->shape]);
    put_text(&docx->text, run->text);
    put_xml(&docx->text, is_link ? "</w:r></w:hyperlink>" : "</w:r>");
}

/* A paragraph; `says`: its properties (17.3.1.26). */
static void put_paragraph(struct docx *docx, const char *says, struct document_runs runs)
{
    put_xml(&docx->text, "<w:p><w:pPr>");
    put_xml(&docx->text, says);
    put_xml(&docx->text, "</w:pPr>");
    for (const struct document_run *run = runs.first; run != NULL; run = run->next) {
        put_run(docx, run);
    }
    put_xml(&docx->text, "</w:p>");
}

/* ---- blocks */

/* w:num 1 is the bullets; each list has its own beside it, so that its numbers begin at 1. */
static void put_item(struct docx *docx, const struct document_block *item)
{
    bool has_bullets = item->kind == DOCUMENT_ITEM;
    struct str says = str_format(docx->document->arena, "<w:pStyle w:val=\"%s\"/><w:numPr><w:ilvl w:val=\"%d\"/>"
                                 "<w:numId w:val=\"%u\"/></w:numPr>", has_bullets ? "ListBullet" : "ListNumber",
                                 item->level - 1, has_bullets ? 1 : item->list + 1);
    put_paragraph(docx, says.s, item->runs);
}

static void put_table(struct docx *docx, const struct document_block *table)
{
    struct buf *out = &docx->text;
    size_t i = 0;
    put_xml(out, "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
                 "<w:tblLook w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" "
                 "w:noVBand=\"1\"/></w:tblPr><w:tblGrid>");
    for (size_t column = 0; column < table->columns; column++) {
        buf_format(out, "<w:gridCol w:w=\"%zu\"/>", 9638 / table->columns);
    }
    put_xml(out, "</w:tblGrid>");
    for (const struct document_cell *cell = table->first; cell != NULL; cell = cell->next, i++) {
        bool is_head = i < table->columns;
        if (i % table->columns == 0) {
            put_xml(out, is_head ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
                                 : "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        }
        put_xml(out, "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>");
        put_paragraph(docx, is_head ? "<w:pStyle w:val=\"TableHeading\"/>" : "<w:pStyle w:val=\"TableText\"/>",
                      cell->runs);
        put_xml(out, (i + 1) % table->columns == 0 ? "</w:tc></w:tr>" : "</w:tc>");
    }
    put_xml(out, "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>"); /* two tables would be one */
}

/* In the line, as wide as it is, at most as the page (20.4.2.8). */
static void put_picture(struct docx *docx, const struct document_block *picture)
{
    unsigned id = ++docx->pictures;
    uint64_t width = (uint64_t)picture->width * EMU_A_PIXEL;
    uint64_t height = (uint64_t)picture->height * EMU_A_PIXEL;
    if (width > PICTURE_WIDTH) {
        height = height * PICTURE_WIDTH / width;
        width = PICTURE_WIDTH;
    }
    struct buf *out = &docx->text;
    unsigned long long cx = width;
    unsigned long long cy = height > 0 ? height : 1;
    buf_format(out, "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"%llu\" cy=\"%llu\"/><wp:docPr id=\"%u\" "
               "name=\"Picture %u\"", cx, cy, id, id);
    xml_put_element(out, " title=\"", picture->says, "\""); /* Word reads out one of these, LibreOffice the other */
    xml_put_element(out, " descr=\"", picture->says, "\"/>");
    buf_format(out, "<a:graphic><a:graphicData uri=\"" OFFICE "drawingml/2006/picture\"><pic:pic><pic:nvPicPr>"
               "<pic:cNvPr id=\"%u\" name=\"image%u.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
               "<a:blip r:embed=\"pic%u\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
               "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"%llu\" cy=\"%llu\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
               "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
               id, id, id, cx, cy);
    buf_format(&docx->relations, "<Relationship Id=\"pic%u\" Type=\"" RELATION "image\" "
               "Target=\"media/image%u.png\"/>", id, id);
    zip_pack_put(&docx->zip, str_format(docx->document->arena, "word/media/image%u.png", id), picture->png);
}

static void put_block(struct docx *docx, const struct document_block *block)
{
    static const char *const headings[] = {
        "<w:pStyle w:val=\"Heading1\"/>", "<w:pStyle w:val=\"Heading2\"/>", "<w:pStyle w:val=\"Heading3\"/>",
        "<w:pStyle w:val=\"Heading4\"/>"};
    switch (block->kind) {
    case DOCUMENT_HEADING: put_paragraph(docx, headings[block->level - 1], block->runs); break;
    case DOCUMENT_PARAGRAPH: put_paragraph(docx, "", block->runs); break;
    case DOCUMENT_ITEM:
    case DOCUMENT_NUMBERED: put_item(docx, block); break;
    case DOCUMENT_TABLE: put_table(docx, block); break;
    case DOCUMENT_PICTURE:
        if (docx->pictures < DOCUMENT_PICTURES_MAX) {
            put_picture(docx, block);
        }
        break;
    }
}

static void put_body(struct docx *docx)
{
    struct document_run title = {docx->document->title, RUN_PLAIN, {S("")}, NULL};
    buf_put_str(&docx->text, XML);
    put_xml(&docx->text, "<w:document " MAIN " xmlns:r=\"" OFFICE "officeDocument/2006/relationships\" xmlns:wp=\""
            OFFICE "drawingml/2006/wordprocessingDrawing\" xmlns:a=\"" OFFICE "drawingml/2006/main\" xmlns:pic=\""
            OFFICE "drawingml/2006/picture\"><w:body>");
    put_paragraph(docx, "<w:pStyle w:val=\"Title\"/>", (struct document_runs){&title, &title});
    for (const struct document_block *block = docx->document->first; block != NULL; block = block->next) {
        put_block(docx, block);
    }
    put_xml(&docx->text, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" "
            "w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" "
            "w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
}

/* ---- parts that are the same for all */

static const char content_types[] =
    "<Types xmlns=\"" OFFICE "package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Default Extension=\"png\" ContentType=\"image/png\"/>"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    "<Override PartName=\"/word/numbering.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" "
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

static const char package_relations[] =
    "<Relationships xmlns=\"" OFFICE "package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELATION "officeDocument\" "
    "Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" OFFICE "package/2006/relationships/metadata/core-properties\" "
    "Target=\"docProps/core.xml\"/></Relationships>";

static const char fixed_relations[] =
    "<Relationships xmlns=\"" OFFICE "package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELATION "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" RELATION "numbering\" "
    "Target=\"numbering.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" RELATION "settings\" Target=\"settings.xml\"/>"
    "<Relationship Id=\"rId4\" Type=\"" RELATION "footer\" Target=\"footer1.xml\"/>";

static const char settings[] =
    "<w:settings " MAIN "><w:updateFields w:val=\"false\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
    "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

/* The number of the page. */
static const char footer[] =
    "<w:ftr " MAIN "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"center\"/></w:pPr>"
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
    "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";

static const char table_styles[] =
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableText\"><w:name w:val=\"Table Text\"/>"
    "<w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"40\" w:after=\"40\"/></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableHeading\"><w:name w:val=\"Table Heading\"/>"
    "<w:basedOn w:val=\"TableText\"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>"
    "<w:rPr><w:color w:val=\"1D5FA8\"/><w:u w:val=\"single\"/></w:rPr></w:style>"
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>"
    "<w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    "</w:style><w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>"
    "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
    "<w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"
    "<w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"
    "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"
    "<w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"
    "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"
    "<w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"
    "</w:tblBorders></w:tblPr></w:style>";

/* A style of paragraphs by the name that Word knows it by; half points. */
static void put_style(struct buf *out, const char *id, const char *name, const char *says, unsigned size)
{
    buf_format(out, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/>"
               "<w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>", id, name, says);
    if (size > 0) {
        buf_format(out, "<w:b/><w:bCs/><w:sz w:val=\"%u\"/><w:szCs w:val=\"%u\"/>", size, size);
    }
    put_xml(out, "</w:rPr></w:style>");
}

static void put_styles(struct docx *docx, struct buf *out)
{
    static const unsigned sizes[] = {32, 28, 24, 22};
    buf_put_str(out, XML);
    put_xml(out, "<w:styles " MAIN "><w:docDefaults><w:rPrDefault><w:rPr>"
                 "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"
                 "<w:lang w:val=\"");
    xml_put_text(out, docx->document->language);
    xml_put_element(out, "\" w:eastAsia=\"", docx->document->language,
                    "\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
                    "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>"
                    "</w:docDefaults>");
    put_xml(out, "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
                 "<w:qFormat/></w:style>");
    put_style(out, "Title", "Title", "<w:spacing w:after=\"240\"/>", 40);
    for (int level = 1; level <= DOCUMENT_LEVELS; level++) {
        struct arena *arena = docx->document->arena;
        struct str says = str_format(arena, "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>"
                                     "<w:outlineLvl w:val=\"%d\"/>", level - 1);
        put_style(out, str_format(arena, "Heading%d", level).s, str_format(arena, "heading %d", level).s, says.s,
                  sizes[level - 1]);
    }
    put_style(out, "ListBullet", "List Bullet", "<w:contextualSpacing/>", 0);
    put_style(out, "ListNumber", "List Number", "<w:contextualSpacing/>", 0);
    put_style(out, "Footer", "footer", "", 0);
    put_xml(out, table_styles);
    put_xml(out, "</w:styles>");
}

/* Level by level, further in (17.9.6). */
static void put_levels(struct buf *out, unsigned id, const char *format, const char *first)
{
    buf_format(out, "<w:abstractNum w:abstractNumId=\"%u\"><w:multiLevelType w:val=\"hybridMultilevel\"/>", id);
    for (int level = 0; level < DOCUMENT_LEVELS; level++) {
        buf_format(out, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/><w:lvlText w:val=\"", level,
                   format);
        if (first != NULL) {
            put_xml(out, first);
        } else {
            buf_format(out, "%%%d.", level + 1);
        }
        buf_format(out, "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"%d\" w:hanging=\"360\"/></w:pPr></w:lvl>",
                   720 + 360 * level);
    }
    put_xml(out, "</w:abstractNum>");
}

static void put_numbering(struct docx *docx, struct buf *out)
{
    buf_put_str(out, XML);
    put_xml(out, "<w:numbering " MAIN ">");
    put_levels(out, 0, "bullet", "\xe2\x80\xa2");
    put_levels(out, 1, "decimal", NULL);
    put_xml(out, "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    for (unsigned list = 1; list <= docx->document->lists; list++) {
        buf_format(out, "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"1\"/>", list + 1);
        for (int level = 0; level < DOCUMENT_LEVELS; level++) {
            buf_format(out, "<w:lvlOverride w:ilvl=\"%d\"><w:startOverride w:val=\"1\"/></w:lvlOverride>", level);
        }
        put_xml(out, "</w:num>");
    }
    put_xml(out, "</w:numbering>");
}

/* Who made it and when (part 2, 11): as the network, not as a person. */
static void put_core(struct docx *docx, struct buf *out)
{
    const struct document *document = docx->document;
    buf_put_str(out, XML);
    xml_put_element(out, "<cp:coreProperties xmlns:cp=\"" OFFICE "package/2006/metadata/core-properties\" "
                    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>", document->title,
                    "</dc:title>");
    xml_put_element(out, "<dc:creator>", document->by, "</dc:creator>");
    xml_put_element(out, "<dc:language>", document->language, "</dc:language>");
    struct str at = instant_iso(document->arena, document->made_at);
    xml_put_element(out, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">", at, "</dcterms:created>");
    xml_put_element(out, "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">", at, "</dcterms:modified>");
    put_xml(out, "</cp:coreProperties>");
}

static void add_fixed(struct docx *docx, const char *name, const char *markup)
{
    zip_pack_put(&docx->zip, str_of(name), str_join(docx->document->arena, XML, str_of(markup)));
}

static void add_made(struct docx *docx, const char *name, void (*put_part)(struct docx *docx, struct buf *out))
{
    struct buf CLEANUP(buf_done) part;
    buf_init(&part, PART_MAX);
    put_part(docx, &part);
    zip_pack_put(&docx->zip, str_of(name), buf_str(&part));
    docx->zip.out->overflow |= part.overflow;
}

void document_docx(const struct document *document, struct buf *out)
{
    struct docx *docx = arena_new(document->arena, struct docx);
    docx->document = document;
    buf_init(&docx->text, PART_MAX);
    buf_init(&docx->relations, PART_MAX);
    zip_pack_begin(&docx->zip, out);
    add_fixed(docx, "[Content_Types].xml", content_types);
    add_fixed(docx, "_rels/.rels", package_relations);
    buf_put_str(&docx->relations, XML);
    put_xml(&docx->relations, fixed_relations);
    put_body(docx);
    put_xml(&docx->relations, "</Relationships>");
    zip_pack_put(&docx->zip, S("word/document.xml"), buf_str(&docx->text));
    zip_pack_put(&docx->zip, S("word/_rels/document.xml.rels"), buf_str(&docx->relations));
    add_made(docx, "word/styles.xml", put_styles);
    add_made(docx, "word/numbering.xml", put_numbering);
    add_made(docx, "docProps/core.xml", put_core);
    add_fixed(docx, "word/settings.xml", settings);
    add_fixed(docx, "word/footer1.xml", footer);
    zip_pack_end(&docx->zip);
    out->overflow |= docx->text.overflow || docx->relations.overflow;
    buf_done(&docx->text);
    buf_done(&docx->relations);
}
