#pragma once

#include "tests/support/classictext.h"

namespace ft::test {

/// Serves files as a peer of the classic dialect does, each connection by itself.
class ClassicShelf
{
public:
    ClassicShelf(const ClassicHabits &habits, const QHostAddress &address);
    ~ClassicShelf();
    Q_DISABLE_COPY_MOVE(ClassicShelf)

    void give(const ClassicFile &file) { m_files.push_back(file); }
    void clear() { m_files.clear(); }
    [[nodiscard]] const std::vector<ClassicFile> &files() const { return m_files; }
    /// The records of its files.
    [[nodiscard]] ClassicListings listings() const;

    /// Serves from now on, after close() on the same port again.
    void open();
    /// Nobody answers there any more; whoever is being served is cut off.
    void close();
    [[nodiscard]] quint16 port() const { return m_port; }

    /// What each connection asked, in the order in which they came, those without a word not.
    [[nodiscard]] const QByteArrayList &requests() const { return m_requests; }
    /// How many files it has sent, whole or broken.
    [[nodiscard]] int served() const { return m_served; }

private:
    struct Visit
    {
        std::unique_ptr<EventSocket> socket;
        qsizetype request = -1; ///< in m_requests
        bool isServed = false;
    };

    void accept(std::unique_ptr<EventSocket> socket);
    void listen(Visit &visit, bool isOver);
    void serve(Visit &visit, const ClassicFile &file);
    void forget(const EventSocket *socket);
    [[nodiscard]] const ClassicFile *fileFor(const QByteArray &request) const;

    ClassicHabits m_habits;
    QHostAddress m_address;
    quint16 m_port = 0;
    std::vector<ClassicFile> m_files;
    std::unique_ptr<EventListener> m_listener;
    std::vector<std::unique_ptr<Visit>> m_visits;
    QByteArrayList m_requests;
    int m_served = 0;
};

} // namespace ft::test
