#include "peer-gui/engine/transfer/shareanswers.h"

namespace ft::engine {

ShareAnswers::ShareAnswers(const Background &background,
                           const ShareCatalog &catalog,
                           std::function<void(const SharedPath &)> fileChanged)
    : m_background(background)
    , m_catalog(catalog)
    , m_fileChanged(std::move(fileChanged))
{}

void ShareAnswers::answer(const protocol::ListRequest &request,
                          const Teller &teller,
                          const Done &done)
{
    done(listShare(m_catalog, request, teller));
}

void ShareAnswers::answer(const protocol::IndexRequest &request,
                          const Teller &teller,
                          const Done &done)
{
    done(indexShare(m_catalog, request, teller).map_error([](const QString &fault) {
        return protocol::Refused{protocol::RefusalCode::BadQuery, fault.toUtf8(), {}};
    }));
}

void ShareAnswers::answer(const protocol::ChecksumRequest &request,
                          const Teller &teller,
                          const Done &done)
{
    m_background.run(
        this,
        [page = checksumPage(m_catalog, request)] { return holdAgainstDisk(page); },
        [this, teller, done](const CheckedPage &page) {
            for (const SharedPath &path : page.changed)
                m_fileChanged(path);
            done(checksumAnswer(page, teller));
        });
}

} // namespace ft::engine
