#include "peer-gui/models/sharesorter.h"

#include <utility>

namespace ft::models {

ShareSorter::ShareSorter(QObject *parent)
    : QObject(parent)
    , m_arranger(std::make_shared<ShareArranger>())
{}

void ShareSorter::ask(const ShareQuestion &question)
{
    if (m_isAtWork)
        m_next = question;
    else
        start(question);
}

void ShareSorter::start(const ShareQuestion &question)
{
    m_isAtWork = true;
    m_background.run(
        this,
        [arranger = m_arranger, question] { return arranger->arrange(question); },
        [this](const Arranged &made) {
            m_isAtWork = false;
            if (const auto next = std::exchange(m_next, std::nullopt))
                start(*next);
            emit arranged(made);
        });
}

} // namespace ft::models
