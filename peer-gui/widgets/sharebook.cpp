#include "peer-gui/widgets/sharebook.h"

#include <algorithm>
#include <utility>

namespace ft::widgets {

namespace {

constexpr std::chrono::milliseconds LeastInterval{500};
constexpr int RestsPerRefresh = 4; // times as long as one took

} // namespace

ShareBook::ShareBook(ShareCommands &commands, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
{
    m_question.within = models::AllKey;
    m_soon.setSingleShot(true);
    m_soon.setInterval(LeastInterval);
    connect(&m_soon, &QTimer::timeout, this, &ShareBook::refresh);
    connect(&m_sorter, &models::ShareSorter::arranged, this, &ShareBook::onArranged);
}

void ShareBook::refresh()
{
    m_soon.stop();
    if (m_isAsking) {
        m_asksAgain = true;
        return;
    }
    m_isAsking = true;
    m_asked.start();
    m_commands.status(this, [this](const auto &status) {
        if (status)
            takeStatus(*status);
        m_commands.list(this, [this](const auto &files) {
            if (files)
                takeFiles(*files);
            else
                finish();
        });
    });
}

void ShareBook::refreshSoon()
{
    if (m_isAsking)
        m_asksAgain = true;
    else if (!m_soon.isActive())
        m_soon.start();
}

void ShareBook::refreshRequests()
{
    m_commands.servedPerFile(this, [this](const auto &served) {
        if (!served)
            return;
        auto counts = std::make_shared<const models::RequestCounts>(models::countsOf(*served));
        if (m_question.requests && *m_question.requests == *counts)
            return;
        m_question.requests = std::move(counts);
        arrange();
    });
}

void ShareBook::setWithin(const QString &key)
{
    if (std::exchange(m_question.within, key) != key)
        arrange();
}

void ShareBook::setText(const QString &text)
{
    if (std::exchange(m_question.text, text) != text)
        arrange();
}

void ShareBook::setSort(models::ShareColumn column, Qt::SortOrder order)
{
    m_question.column = column;
    m_question.order = order;
    arrange();
}

void ShareBook::takeStatus(const engine::LibraryStatus &status)
{
    m_question.folders = status.folders;
    m_filter = status.filter;
}

void ShareBook::takeFiles(const engine::SharedFileList &files)
{
    m_question.files = files;
    arrange();
}

void ShareBook::onArranged(const models::ShareSorter::Arranged &arrangement)
{
    const auto &files = arrangement->question.files;
    // It may be the same list once more, and so may be the next that was asked about.
    const bool isNews = files != m_told;
    m_told = files;
    if (m_isAsking && !m_sorter.isAtWork()) {
        m_question.files = files;
        finish();
    }
    emit arranged(arrangement);
    if (isNews)
        emit listed(*files);
}

void ShareBook::arrange()
{
    if (m_question.files)
        m_sorter.ask(m_question);
}

void ShareBook::finish()
{
    m_isAsking = false;
    m_soon.setInterval(
        std::max(LeastInterval, RestsPerRefresh * std::chrono::milliseconds{m_asked.elapsed()}));
    if (std::exchange(m_asksAgain, false))
        m_soon.start();
}

} // namespace ft::widgets
