#include "peer-gui/engine/transfer/sharelist.h"

#include "common/pattern/pattern.h"
#include "common/pattern/patternoptions.h"
#include "common/protocol/limits.h"
#include "common/protocol/listcodec.h"
#include "common/protocol/listwriter.h"
#include "peer-gui/engine/share/openedfile.h"

namespace ft::engine {

namespace {

using protocol::ListWriter;

constexpr auto Most = protocol::limits::MaxListedFiles;

/// One answer as it is put together: so many records, so many bytes.
class Page final
{
public:
    Page(std::uint32_t limit, const Teller &teller)
        : m_teller(teller)
        , m_left(limit == 0 ? Most : limit)
    {}

    [[nodiscard]] bool isFull() const { return m_left == 0 || m_answer.size() >= ListBytes; }
    void add(const FileRecord &record)
    {
        m_list.add(SourceRecord{record, m_teller.endpoint, m_teller.host});
        --m_left;
    }
    [[nodiscard]] QByteArray finish(bool isMore, const std::optional<SharedPath> &next = {})
    {
        m_list.finish(isMore ? protocol::lastPageTail(next) : QByteArray{});
        return std::move(m_answer);
    }

private:
    const Teller &m_teller;
    QByteArray m_answer;
    ListWriter m_list{m_answer, "FILES", ListWriter::Continuation::Plus};
    std::uint32_t m_left;
};

/// What INDEXGET asks of a file.
class IndexFilter final
{
public:
    [[nodiscard]] static Result<IndexFilter, QString> of(const protocol::IndexRequest &request)
    {
        IndexFilter filter{request};
        if (request.regex.isEmpty())
            return filter;
        auto pattern = compilePattern(request.regex);
        if (!pattern)
            return tl::unexpected(pattern.error());
        filter.m_pattern = *std::move(pattern);
        return filter;
    }

    [[nodiscard]] bool takes(const FileRecord &file) const
    {
        return !(m_request.from && file.modified < *m_request.from)
               && !(m_request.to && file.modified > *m_request.to)
               && (!m_pattern || re2::RE2::PartialMatch(pieceOf(file.path.utf8()), *m_pattern));
    }

private:
    explicit IndexFilter(const protocol::IndexRequest &request)
        : m_request(request)
    {}

    const protocol::IndexRequest &m_request;
    std::unique_ptr<re2::RE2> m_pattern; ///< null: every path
};

/// The file as it is now, when it is not what was hashed; nothing when it is gone.
std::optional<FileRecord> otherNow(const SharedFile &file)
{
    const auto now = stampOf(file.absolutePath);
    if (!now)
        return std::nullopt;
    FileRecord record = file.record;
    record.size = now->size;
    record.modified = now->modified();
    record.root.reset();
    record.md5.reset();
    return record;
}

} // namespace

QByteArray listShare(const ShareCatalog &catalog,
                     const protocol::ListRequest &request,
                     const Teller &teller)
{
    Page page{request.limit, teller};
    bool isMore = false;
    catalog.visitBelow(request.path, request.after, [&](const SharedFile &file) {
        isMore = page.isFull();
        if (!isMore)
            page.add(file.record);
        return !isMore;
    });
    return page.finish(isMore);
}

Result<QByteArray, QString> indexShare(const ShareCatalog &catalog,
                                       const protocol::IndexRequest &request,
                                       const Teller &teller)
{
    const auto filter = IndexFilter::of(request);
    if (!filter)
        return tl::unexpected(filter.error());
    Page page{request.limit, teller};
    bool isMore = false;
    std::optional<SharedPath> seen = request.after;
    std::uint32_t left = FilesLookedAt;
    catalog.visitBelow(std::nullopt, request.after, [&](const SharedFile &file) {
        isMore = page.isFull() || left == 0;
        if (isMore)
            return false;
        --left;
        if (filter->takes(file.record))
            page.add(file.record);
        seen = file.record.path;
        return true;
    });
    return page.finish(isMore, seen);
}

ChecksumPage checksumPage(const ShareCatalog &catalog, const protocol::ChecksumRequest &request)
{
    ChecksumPage page;
    if (request.path) {
        if (auto file = catalog.find(*request.path))
            page.files.push_back(*std::move(file));
        return page;
    }
    const std::size_t most = request.limit == 0 ? Most : request.limit;
    catalog.visitBelow(std::nullopt, request.after, [&](const SharedFile &file) {
        page.isMore = page.files.size() >= most;
        if (!page.isMore)
            page.files.push_back(file);
        return !page.isMore;
    });
    return page;
}

CheckedPage holdAgainstDisk(const ChecksumPage &page)
{
    CheckedPage checked;
    checked.isMore = page.isMore;
    for (const SharedFile &file : page.files) {
        checked.last = file.record.path;
        if (stampOf(file.absolutePath) == file.stamp) {
            checked.records.push_back(file.record);
            continue;
        }
        checked.changed.push_back(file.record.path);
        if (auto other = otherNow(file))
            checked.records.push_back(*std::move(other));
    }
    return checked;
}

QByteArray checksumAnswer(const CheckedPage &page, const Teller &teller)
{
    Page answer{0, teller};
    std::optional<SharedPath> told;
    for (const FileRecord &record : page.records) {
        if (answer.isFull())
            return answer.finish(true, told);
        answer.add(record);
        told = record.path;
    }
    return answer.finish(page.isMore, page.last);
}

} // namespace ft::engine
